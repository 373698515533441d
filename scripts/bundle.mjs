// Bundles trainer/static/js/*.entry.js and trainer/static/css/{app,editor}.css into trainer/static/dist, under names with
// the hash of their content, and writes manifest.json: plain name -> name with hash. Run by scripts/assets.py.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

const STATIC = "trainer/static";
const DIST = `${STATIC}/dist`;
const scripts = readdirSync(`${STATIC}/js`).filter((name) => name.endsWith(".entry.js"));

const result = await build({
  entryPoints: [
    ...scripts.map((name) => ({ in: join(STATIC, "js", name), out: basename(name, ".entry.js") })),
    { in: `${STATIC}/css/app.css`, out: "app" },
    { in: `${STATIC}/css/editor.css`, out: "editor" },
  ],
  outdir: DIST,
  entryNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  format: "iife",
  target: ["es2022", "chrome112", "firefox117", "safari16.5"],
  external: ["*.svg"],
  legalComments: "eof",
  logLevel: "warning",
});

const manifest = {};
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (output.entryPoint) manifest[basename(path).replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1")] = basename(path);
}

// The manifest comes last and in one move, so that a running server never reads of a file that is not there.
mkdirSync(DIST, { recursive: true });
for (const file of result.outputFiles) writeFileSync(file.path, file.contents);
writeFileSync(`${DIST}/manifest.json.new`, `${JSON.stringify(manifest, null, 2)}\n`);
renameSync(`${DIST}/manifest.json.new`, `${DIST}/manifest.json`);
const kept = new Set(["manifest.json", ...result.outputFiles.map((file) => basename(file.path))]);
for (const name of readdirSync(DIST)) if (!kept.has(name)) rmSync(join(DIST, name), { recursive: true });
for (const file of result.outputFiles) console.log(`  ${basename(file.path)}  ${Math.ceil(file.contents.length / 1024)} KB`);
