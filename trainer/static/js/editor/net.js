// Requests of the editor. A token that is too old is asked for anew; who is signed out is told so.
export class SignedOut extends Error {}

const tokens = () => document.querySelectorAll("input[name=csrf_token]");

export async function send(base, path, fields, more = {}) {
  const first = await post(base + path, fields, more);
  if (first.status !== 400) return first;
  await renew(base);
  return post(base + path, fields, more);
}

// The same with a body of JSON, which may be larger than a form.
export async function sendJson(base, path, body) {
  const ask = async () => checked(await fetch(base + path, {
    method: "POST", body: JSON.stringify(body), redirect: "manual",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": tokens()[0].value },
  }));
  let answer = await ask();
  if (answer.status === 400) { await renew(base); answer = await ask(); }
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

async function post(url, fields, more) {
  const body = new FormData();
  body.set("csrf_token", tokens()[0].value);
  for (const [name, value] of Object.entries(fields)) if (value !== null && value !== undefined) body.set(name, value);
  return checked(await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", ...more }));
}

export async function renew(base) {
  const answer = checked(await fetch(`${base}/standing`, { headers: { Accept: "application/json" }, redirect: "manual" }));
  if (!answer.ok) throw new Error(String(answer.status));
  const standing = await answer.json();
  for (const field of tokens()) field.value = standing.csrf;
  return standing;
}

// A redirect leads to the sign-in; 403 and 404 mean that somebody else has signed in in this browser.
function checked(answer) {
  if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) throw new SignedOut();
  return answer;
}
