// The page's own small API: see page_api.py.

async function ask(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/chat/${path}`, options);
  // 409: something that no app lets a person do, because the message went a moment ago for example. There is nothing to say about it.
  return response.ok ? response.json() : null;
}

export const join = (person) =>
  ask("people", { id: person.id, first_name: person.first_name, language_code: person.language_code });
export const chat = (person, since) => ask(`people/${person.id}?since=${since}`);
export const act = (person, name, body) => ask(`people/${person.id}/${name}`, body);
export const clock = () => ask("clock");
export const moveClock = (seconds) => ask("clock", { seconds });
export const fileAddress = (content) => `/chat/files/${encodeURIComponent(content.file_id)}`;

// Calls `changed` with the number of changes whenever there are new ones, and `opened` when the server is there (again).
export function listen(opened, changed) {
  const events = new EventSource("/chat/events");
  events.addEventListener("open", opened);
  events.addEventListener("message", (event) => changed(Number(event.data)));
}
