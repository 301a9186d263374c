// The chat page: one person at a time, kept in step with the server's changes.

import { act, chat, join, listen } from "./api.js";
import { readClock, showClock } from "./clock.js";
import { element, messageElement, summary } from "./message.js";
import { people, words as allWords } from "./words.js";

const $ = (selector) => document.querySelector(selector);
const scroller = $(".messages");
const list = $(".messages ol");
const field = $("textarea");

let isJoined = false;
let person = people.find((each) => `#${each.first_name}` === location.hash) ?? people[0];
let words = allWords[person.language_code];
let version = 0; // what this page knows of the chat
let latest = 0; // what there is to know
let messages = new Map();
let waiting = new Map(); // query id -> the button that was tapped
let answering = null; // {message, isEdit}
let refreshing = null;
let isAtEnd = true; // whether the newest message is in view, and has to stay there

// ---- what the chat shows ---------------------------------------------------------------------------------------------

const on = {
  command: (text) => act(person, "say", { text }),
  reply: (message) => answer(message, false),
  edit: (message) => answer(message, true),
  tap: async (message, button, pressed) => {
    pressed.classList.add("waiting");
    const tapped = await act(person, "tap", { message_id: message.id, data: button.data });
    if (!tapped) return pressed.classList.remove("waiting");
    waiting.set(tapped.query_id, pressed);
    setTimeout(() => settle(tapped.query_id), 60_000); // an unanswered tap: apps stop waiting, too
  },
};

function settle(queryId) {
  waiting.get(queryId)?.classList.remove("waiting");
  waiting.delete(queryId);
}

function refresh() {
  if (!isJoined) return;
  refreshing ??= catchUp().finally(() => {
    refreshing = null;
  });
}

async function catchUp() {
  while (version < latest) {
    const asked = person;
    const told = await chat(asked, version);
    if (asked !== person) continue;
    if (!told) return;
    show(told);
  }
}

function show(told) {
  const isFirst = version === 0;
  version = told.version;
  for (const id of told.gone) remove(id);
  for (const message of told.messages) put(message);
  showBot(told.bot);
  showBelow(told);
  if (!isFirst) told.toasts.forEach(showToast);
  told.toasts.forEach((toast) => settle(toast.query_id));
  if (isFirst || told.messages.some((message) => !message.is_from_bot)) isAtEnd = true;
  if (isAtEnd) scrollToEnd();
}

function scrollToEnd() {
  scroller.scrollTop = scroller.scrollHeight;
}

scroller.addEventListener("scroll", () => {
  isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
});
new ResizeObserver(() => isAtEnd && scrollToEnd()).observe(scroller);

function put(message) {
  messages.set(message.id, message);
  draw(message);
  drawReplies(message.id);
}

function drawReplies(id) {
  for (const message of messages.values()) if (message.reply_to === id) draw(message);
}

function draw(message) {
  const existing = list.querySelector(`[data-id="${message.id}"]`);
  const made = messageElement(message, messages.get(message.reply_to), words, on);
  if (!existing) return list.append(made);
  const focused = [...existing.querySelectorAll("button, a")].indexOf(document.activeElement);
  existing.replaceWith(made);
  // Whoever taps with the keyboard stays where they were, on what came in the button's place.
  if (focused >= 0) [...made.querySelectorAll("button, a")].at(focused)?.focus({ preventScroll: true });
}

function remove(id) {
  messages.delete(id);
  list.querySelector(`[data-id="${id}"]`)?.remove();
  drawReplies(id);
  if (answering?.message.id === id) answer(null);
}

function showBot(bot) {
  $("#name").textContent = bot.name;
  $(".face").textContent = bot.name.slice(0, 1);
  $(".about").textContent = bot.description;
  $(".about").hidden = messages.size > 0 || !bot.description;
  const commands = bot.commands.map(({ command, description }) => {
    const button = element("button", "", element("b", "", `/${command}`), " ", description);
    button.type = "button";
    button.addEventListener("click", () => {
      toggleCommands(false);
      on.command(`/${command}`);
    });
    return element("li", "", button);
  });
  $(".commands").replaceChildren(...commands);
  $("[data-act=commands]").hidden = commands.length === 0;
}

function showBelow(told) {
  const rows = told.keyboard.map((row) =>
    element("div", "row", ...row.map((key) => {
      const button = element("button", "inline", key.text);
      button.type = "button";
      button.addEventListener("click", () => (key.request_location ? shareLocation() : on.command(key.text)));
      return button;
    })),
  );
  const isNew = messages.size === 0;
  $(".below").replaceChildren(...rows);
  $(".below").hidden = rows.length === 0;
  $("[data-act=start]").hidden = !isNew || told.is_blocked;
  $("[data-act=return]").hidden = !told.is_blocked;
  $(".line").hidden = $(".samples").hidden = isNew || told.is_blocked;
  fit();
}

let toastTimer;
function showToast({ text, is_alert: isAlert }) {
  if (!text) return;
  if (isAlert) {
    $("#alert").textContent = text;
    if (!$("dialog").open) $("dialog").showModal();
    return;
  }
  const toast = $(".toast");
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    toast.hidden = true;
  }, 4000);
}

// ---- what the person does --------------------------------------------------------------------------------------------

function answer(message, isEdit = false) {
  const wasEdit = answering?.isEdit;
  answering = message && { message, isEdit };
  $(".answering").hidden = !message;
  if (message) {
    $(".answering p").textContent = `${isEdit ? words.editing : words.answering}: ${summary(message, words)}`;
    if (isEdit) field.value = message.text;
    field.focus();
  } else if (wasEdit) {
    field.value = "";
  }
  fit();
}

async function write() {
  const text = field.value.trim();
  if (!text) return;
  const { message, isEdit } = answering ?? {};
  field.value = "";
  answer(null);
  if (isEdit) await act(person, "edit", { message_id: message.id, text });
  else await act(person, "say", { text, reply_to: message?.id ?? null });
}

function shareLocation() {
  return act(person, "location", { latitude: person.latitude, longitude: person.longitude });
}

function sendSample(kind) {
  const reply_to = answering && !answering.isEdit ? answering.message.id : null;
  answer(null);
  return kind === "location" ? shareLocation() : act(person, "send", { kind, reply_to });
}

function toggleCommands(isOpen = $(".commands").hidden) {
  $(".commands").hidden = !isOpen;
  $("[data-act=commands]").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) $(".commands button")?.focus();
}

function fit() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

$(".writing").addEventListener("submit", (event) => {
  event.preventDefault();
  write();
});
field.addEventListener("input", fit);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    write();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  answer(null);
  if (!$(".commands").hidden) {
    toggleCommands(false);
    $("[data-act=commands]").focus();
  }
});
$("[data-act=cancel]").addEventListener("click", () => answer(null));
$("[data-act=commands]").addEventListener("click", () => toggleCommands());
$("[data-act=start]").addEventListener("click", () => on.command("/start"));
$("[data-act=return]").addEventListener("click", () => act(person, "return", {}));
for (const button of document.querySelectorAll("[data-kind]")) {
  button.addEventListener("click", () => sendSample(button.dataset.kind));
}

// ---- who and when ----------------------------------------------------------------------------------------------------

function choose(next) {
  person = next;
  words = allWords[person.language_code];
  history.replaceState(null, "", `#${person.first_name}`);
  document.documentElement.lang = person.language_code;
  document.title = `${person.first_name} · ${words.title}`;
  for (const made of document.querySelectorAll("[data-word]")) made.textContent = words[made.dataset.word];
  for (const made of document.querySelectorAll("[data-label]")) made.setAttribute("aria-label", words[made.dataset.label]);
  for (const made of document.querySelectorAll("[data-placeholder]")) made.placeholder = words[made.dataset.placeholder];
  for (const made of document.querySelectorAll(".people button")) {
    made.setAttribute("aria-pressed", String(Number(made.dataset.person) === person.id));
  }
  showClock();
  startAnew();
}

function startAnew() {
  version = 0;
  messages = new Map();
  waiting = new Map();
  list.replaceChildren();
  answer(null);
  toggleCommands(false);
  latest = Math.max(latest, 1);
  refresh();
}

const tabs = people.map((each) => {
  const button = element("button", "", each.first_name, " ", element("small", "", each.language_code));
  button.type = "button";
  button.dataset.person = each.id;
  button.addEventListener("click", () => choose(each));
  return button;
});
$(".people").append(...tabs);

async function opened() {
  for (const each of people) await join(each);
  isJoined = true;
  await readClock();
  latest = 0; // a server that was started anew counts from the beginning
  choose(person);
}

listen(opened, (number) => {
  latest = number;
  refresh();
});
