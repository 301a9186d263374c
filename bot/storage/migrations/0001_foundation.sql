-- What is remembered. Instants are milliseconds since 1970 in UTC, days are 'YYYY-MM-DD', wall times 'HH:MM';
-- truths are 0 and 1. Columns of {bytes} are sealed, each bound to its table, column and row.

CREATE TABLE vault_keys (
    key_id TEXT NOT NULL PRIMARY KEY,
    proof {bytes} NOT NULL
);

CREATE TABLE participants (
    id TEXT NOT NULL PRIMARY KEY,
    telegram_id BIGINT NOT NULL UNIQUE,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    step TEXT NOT NULL,
    awaiting TEXT,
    awaiting_on TEXT,
    awaiting_setting TEXT,
    asked_in BIGINT,
    is_discreet SMALLINT NOT NULL,
    agreed_at BIGINT,
    agreed_version TEXT,
    role {bytes},
    name {bytes},
    afraid {bytes},
    danger_on {bytes},
    name_asked_at BIGINT,
    afraid_asked_at BIGINT,
    zone TEXT,
    country TEXT,
    ask_time TEXT,
    weekdays TEXT NOT NULL,
    day_end TEXT NOT NULL,
    quiet_from TEXT NOT NULL,
    quiet_until TEXT NOT NULL,
    nudge_minutes INTEGER,
    letter_weekday SMALLINT NOT NULL,
    started_on TEXT,
    paused_at BIGINT,
    paused_until_on TEXT,
    gone_at BIGINT,
    open_on TEXT,
    day_ends_at BIGINT,
    rhythm_changed_at BIGINT
);

CREATE INDEX participants_by_day_end ON participants (day_ends_at);

CREATE TABLE checkins (
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL,
    zone TEXT NOT NULL,
    kept_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    is_late SMALLINT NOT NULL,
    safety {bytes} NOT NULL,
    openness {bytes} NOT NULL,
    is_nothing {bytes} NOT NULL,
    PRIMARY KEY (participant_id, day_on)
);

CREATE TABLE moments (
    id TEXT NOT NULL PRIMARY KEY,
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL,
    zone TEXT NOT NULL,
    kept_at BIGINT NOT NULL,
    changed_at BIGINT,
    message_id BIGINT,
    shown_number INTEGER,
    shown_for TEXT,
    body {bytes} NOT NULL,
    UNIQUE (participant_id, message_id)
);

CREATE INDEX moments_by_day ON moments (participant_id, day_on);

CREATE TABLE cards (
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    message_id BIGINT NOT NULL,
    day_on TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (participant_id, message_id)
);

CREATE INDEX cards_by_day ON cards (participant_id, day_on, message_id);

-- A day without a state is not closed yet: its row remembers why it will be a rest day.
CREATE TABLE days (
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL,
    state TEXT,
    reason TEXT,
    noted_at BIGINT,
    closed_at BIGINT,
    PRIMARY KEY (participant_id, day_on)
);

CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    try_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    claimed_at BIGINT,
    sent_at BIGINT,
    message_id BIGINT,
    attempts INTEGER NOT NULL,
    is_pictured SMALLINT NOT NULL DEFAULT 0,
    UNIQUE (participant_id, kind, day_on)
);

-- Only of what is still to be done: years of sent prompts make neither question slower. Lateness is counted from due_at;
-- what has to wait, or to be tried again, is not looked at before its try_at. Letters, which may come a day late, stand apart.
CREATE INDEX deliveries_due ON deliveries ((CASE kind WHEN 'letter' THEN 1 ELSE 0 END), try_at, id) WHERE status = 'due';
CREATE INDEX deliveries_claimed ON deliveries (claimed_at) WHERE status = 'claimed';

CREATE TABLE inbox (
    seq BIGINT NOT NULL PRIMARY KEY,
    update_id BIGINT NOT NULL UNIQUE,
    telegram_id BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    retry_at BIGINT,
    body {bytes} NOT NULL
);

-- Whose updates are still to be handled; what cannot be, and was put off, keeps nobody waiting.
CREATE INDEX inbox_by_person ON inbox (telegram_id) WHERE retry_at IS NULL;

-- Words that wait for a tap: keep them, and for which day?
CREATE TABLE offers (
    id TEXT NOT NULL PRIMARY KEY,
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    message_id BIGINT NOT NULL,
    written_on TEXT NOT NULL,
    wants_day SMALLINT NOT NULL,
    is_nothing SMALLINT NOT NULL,
    is_moment SMALLINT NOT NULL,
    album TEXT,
    made_at BIGINT NOT NULL,
    body {bytes} NOT NULL,
    UNIQUE (participant_id, message_id)
);

-- Messages whose words have had their effect, for a day or as a name: handled again, they change nothing.
CREATE TABLE taken (
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    message_id BIGINT NOT NULL,
    what TEXT NOT NULL,
    day_on TEXT,
    scores {bytes},
    PRIMARY KEY (participant_id, message_id)
);

-- What came in several messages at once, under Telegram's id for it: which of them was answered for all, and for which day.
CREATE TABLE albums (
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    album TEXT NOT NULL,
    came_at BIGINT NOT NULL,
    answered_to BIGINT,
    hinted_to BIGINT,
    day_on TEXT,
    is_let_go SMALLINT NOT NULL,
    PRIMARY KEY (participant_id, album)
);

-- What a button sent just now, so that a double tap sends it once.
CREATE TABLE sent_again (
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    query_id TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (participant_id, what)
);

-- What stands open in the chat of somebody in discreet mode, and the line that takes its place; where there is none, the
-- message goes. A line that stands there has nothing to shrink.
CREATE TABLE open_screens (
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    message_id BIGINT NOT NULL,
    line TEXT NOT NULL,
    opens TEXT NOT NULL,
    shown_at BIGINT NOT NULL,
    shrinks_at BIGINT,
    PRIMARY KEY (participant_id, message_id)
);

CREATE INDEX open_screens_due ON open_screens (shrinks_at) WHERE shrinks_at IS NOT NULL;

-- Groups that know that the bot is for private chats.
CREATE TABLE greeted_groups (
    chat_id BIGINT NOT NULL PRIMARY KEY,
    greeted_at BIGINT NOT NULL
);

CREATE TABLE invites (
    code_hash TEXT NOT NULL PRIMARY KEY,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    used_by BIGINT
);

-- Numbered as they came within an ISO week: the first is the week's own, the others were asked for.
CREATE TABLE shown_principles (
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    week TEXT NOT NULL,
    number SMALLINT NOT NULL,
    shown_on TEXT NOT NULL,
    shown_at BIGINT NOT NULL,
    choice {bytes} NOT NULL,
    PRIMARY KEY (participant_id, week, number)
);

-- The pattern that a week's letter told, so that none is told again soon.
CREATE TABLE told_patterns (
    participant_id TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    week TEXT NOT NULL,
    told_on TEXT NOT NULL,
    pattern {bytes} NOT NULL,
    PRIMARY KEY (participant_id, week)
);
