"""Everything that is remembered, under one name: the database and one repository for each table."""

from __future__ import annotations

from bot.storage.albums import Albums
from bot.storage.cards import Cards
from bot.storage.checkins import CheckIns
from bot.storage.database import Database
from bot.storage.days import Days
from bot.storage.deliveries import Deliveries
from bot.storage.groups import Groups
from bot.storage.imports import Imports
from bot.storage.inbox import Inbox
from bot.storage.invites import Invites
from bot.storage.moments import Moments
from bot.storage.offers import Offers
from bot.storage.open_screens import OpenScreens
from bot.storage.participants import Participants
from bot.storage.patterns import Patterns
from bot.storage.principles import Principles
from bot.storage.sent_again import SentAgain
from bot.storage.taken import Taken
from bot.storage.vault import Vault


class Store:
    """The repositories, and the database whose reads and transactions they take."""

    def __init__(self, db: Database, vault: Vault) -> None:
        self.db = db
        self.participants = Participants(vault)
        self.checkins = CheckIns(vault)
        self.moments = Moments(vault)
        self.cards = Cards()
        self.days = Days()
        self.deliveries = Deliveries()
        self.inbox = Inbox(vault)
        self.offers = Offers(vault)
        self.invites = Invites()
        self.principles = Principles(vault)
        self.patterns = Patterns(vault)
        self.taken = Taken(vault)
        self.albums = Albums()
        self.sent_again = SentAgain()
        self.open_screens = OpenScreens()
        self.groups = Groups()
        self.imports = Imports(vault)
