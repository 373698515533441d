// Requests of the editor. A token that is too old is asked for anew; who is signed out is told so.
export class SignedOut extends Error {}

const tokens = () => document.querySelectorAll("input[name=csrf_token]");

export async function send(base, path, fields, more = {}) {
  const first = await post(base + path, fields, more);
  if (first.status !== 400) return first;
  await renew(base);
  return post(base + path, fields, more);
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
