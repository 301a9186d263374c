// How one message looks. What people and bots wrote becomes text nodes only, never HTML.

import { fileAddress } from "./api.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote" };

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

// `on` has what a person can do with a message: command(text), tap(message, button, element), reply(message), edit(message).
export function messageElement(message, original, words, on) {
  const item = element("li", message.is_from_bot ? "theirs" : "mine");
  item.dataset.id = message.id;
  const bubble = element("div", `bubble ${message.kind}`);
  if (original) bubble.append(quote(original, words));
  bubble.append(...content(message, words));
  if (message.text) bubble.append(formatted(message, on));
  bubble.append(footer(message, words, on));
  item.append(bubble);
  if (message.reactions.length) bubble.append(element("span", "reactions", message.reactions.join(" ")));
  if (message.rows.length) item.append(keyboard(message, on));
  return item;
}

export function summary(message, words) {
  const named = { photo: words.photo, voice: words.voice, sticker: words.sticker, location: words.location,
    video_note: words.video, document: words.document };
  return message.text || named[message.kind] || words.other;
}

function quote(original, words) {
  const quoted = element("p", "quote", summary(original, words));
  quoted.dir = "auto";
  return quoted;
}

function content(message, words) {
  const kind = message.kind;
  const file = kind === "photo" ? message.content[0] : message.content;
  if (kind === "photo" || kind === "sticker") {
    const picture = element("img");
    Object.assign(picture, { src: fileAddress(file), width: file.width, height: file.height, alt: words[kind] });
    return [picture];
  }
  if (kind === "voice" || kind === "audio") {
    const player = element("audio");
    Object.assign(player, { src: fileAddress(file), controls: true, preload: "none" });
    return [element("p", "file", `${words.voice}, ${words.seconds(file.duration)}`), player];
  }
  if (kind === "video_note" || kind === "video" || kind === "animation") {
    const player = element("video");
    Object.assign(player, { src: fileAddress(file), controls: true, preload: "metadata", width: 240, height: 240 });
    player.setAttribute("aria-label", words.video);
    return [player];
  }
  if (kind === "document") {
    const link = element("a", "file", file.file_name || words.document);
    Object.assign(link, { href: fileAddress(file), download: file.file_name || "" });
    return [link];
  }
  if (kind === "location") {
    return [element("p", "file", icon("location"), ` ${file.latitude.toFixed(3)}, ${file.longitude.toFixed(3)}`)];
  }
  return kind === "text" ? [] : [element("p", "file", summary(message, words))];
}

function formatted(message, on) {
  const text = element("div", "text");
  text.dir = "auto";
  nest(text, message.text, 0, message.text.length, [...message.entities], on);
  return text;
}

// Entities count UTF-16 units, as JavaScript's strings do; they come sorted, the longer first, and may stand in each other.
function nest(parent, text, from, to, entities, on) {
  let at = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at) continue;
    parent.append(text.slice(at, entity.offset));
    const child = entityElement(entity, text.slice(entity.offset, end), on);
    nest(child, text, entity.offset, end, entities, on);
    parent.append(child);
    at = end;
  }
  parent.append(text.slice(at, to));
}

function entityElement(entity, text, on) {
  if (entity.type === "bot_command") {
    const button = element("button", "command");
    button.type = "button";
    button.addEventListener("click", () => on.command(text));
    return button;
  }
  if (entity.type === "text_link") return link(element("a"), entity.url);
  if (entity.type === "spoiler") {
    const hidden = element("span", "spoiler");
    hidden.tabIndex = 0;
    return hidden;
  }
  return element(TAGS[entity.type] || "span");
}

function link(anchor, url) {
  if (/^(https?|tg):/i.test(url)) Object.assign(anchor, { href: url, target: "_blank", rel: "noopener noreferrer" });
  return anchor;
}

function footer(message, words, on) {
  const at = new Date(message.sent_at * 1000);
  const time = element("time", "", at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }));
  time.dateTime = at.toISOString();
  time.title = at.toLocaleString(document.documentElement.lang);
  const foot = element("p", "foot");
  if (!message.is_from_bot && message.kind === "text") foot.append(footButton("edit", words.edit, () => on.edit(message)));
  foot.append(footButton("reply", words.reply, () => on.reply(message)));
  if (message.is_edited) foot.append(element("span", "", words.edited));
  foot.append(time);
  return foot;
}

function footButton(name, label, onClick) {
  const button = element("button", "small", icon(name));
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.title = label;
  button.addEventListener("click", onClick);
  return button;
}

function keyboard(message, on) {
  const rows = message.rows.map((row) => element("div", "row", ...row.map((button) => inlineButton(message, button, on))));
  return element("div", "buttons", ...rows);
}

function inlineButton(message, button, on) {
  if (button.url) return link(element("a", "inline", button.label, " ↗"), button.url);
  const made = element("button", "inline", button.label);
  made.type = "button";
  made.addEventListener("click", () => on.tap(message, button, made));
  return made;
}
