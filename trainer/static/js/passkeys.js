// Passkeys: hand the server's options to the browser, and the browser's answer back through the form.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (list) => (list ?? []).map((item) => ({ ...item, id: toBytes(item.id) }));

async function create(options) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    },
  });
  const { response } = credential;
  return {
    ...named(credential),
    response: {
      attestationObject: toText(response.attestationObject),
      clientDataJSON: toText(response.clientDataJSON),
      transports: response.getTransports?.() ?? [],
    },
    extensions: JSON.stringify(credential.getClientExtensionResults()),
  };
}

async function get(options) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials),
    },
  });
  const { response } = credential;
  return {
    ...named(credential),
    response: {
      authenticatorData: toText(response.authenticatorData),
      clientDataJSON: toText(response.clientDataJSON),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
  };
}

const named = (credential) => ({ id: credential.id, rawId: toText(credential.rawId), type: credential.type });

// Ask the device, fill the form, send it. If that fails, say so and offer to try again: some browsers want a click first.
async function ask(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  const again = form.querySelector("[data-passkey-again]");
  failed.hidden = again.hidden = true;
  try {
    const answer = await { create, get }[form.dataset.passkey](JSON.parse(form.dataset.options));
    form.elements.namedItem("credential").value = JSON.stringify(answer);
    form.submit();
  } catch (error) {
    console.warn("passkey", error);
    failed.hidden = again.hidden = false;
    again.focus();
  }
}

export function startPasskeys() {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("[data-passkey-again]").addEventListener("click", () => ask(form));
    ask(form);
  }
}
