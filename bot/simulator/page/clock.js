// The clock that the bot and its Telegram go by, and the buttons that move it where it can be moved.

import { clock, moveClock } from "./api.js";

const face = document.querySelector("#clock");
const FORMAT = { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
let ahead = 0; // milliseconds by which that clock is ahead of this machine's

export function showClock() {
  const now = new Date(Date.now() + ahead);
  face.textContent = now.toLocaleString(document.documentElement.lang, FORMAT);
  face.dateTime = now.toISOString();
}

export async function readClock() {
  tell(await clock());
}

function tell(told) {
  if (!told) return;
  ahead = told.now * 1000 - Date.now();
  for (const made of document.querySelectorAll(".timely")) made.hidden = !told.can_move;
  showClock();
}

for (const button of document.querySelectorAll("[data-seconds]")) {
  button.addEventListener("click", async () => tell(await moveClock(Number(button.dataset.seconds))));
}
setInterval(showClock, 1000);
