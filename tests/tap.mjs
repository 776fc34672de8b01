// Reads TAP as node:test, cmocka's runner and the fuzz runner print it: { passed, failures: [{ name, detail }] }.
// A test that has tests of its own counts through those; it stands for itself only when it failed alone.
export function readTap(text) {
  const lines = text.split('\n');
  const failures = [];
  let passed = 0;
  const children = []; // per depth: has a test, has a failure below
  const depthOf = (l) => (/^ */.exec(l)[0].length / 4) | 0;
  for (let i = 0; i < lines.length; i++) {
    const m = /^( *)(not )?ok \d+(?: - )?(.*)$/.exec(lines[i]);
    if (!m) continue;
    const depth = depthOf(lines[i]);
    const below = children[depth + 1];
    children[depth + 1] = undefined;
    const here = (children[depth] ??= { failed: false });
    const name = m[3].replace(/ # (SKIP|TODO).*$/i, '');
    if (m[2] && !/# TODO/i.test(m[3])) {
      here.failed = true;
      if (!below?.failed) failures.push({ name, detail: detail(lines, i + 1, m[1]) });
    } else if (!below && !/# SKIP/i.test(m[3])) passed++;
    if (below?.failed) here.failed = true;
  }
  return { passed, failures };
}

// The YAML block or the comments under a failed test.
function detail(lines, i, indent) {
  const out = [];
  if (lines[i]?.startsWith(`${indent}  ---`)) {
    for (i++; i < lines.length && !lines[i].startsWith(`${indent}  ...`); i++) out.push(lines[i].slice(indent.length + 2));
  } else for (; i < lines.length && /^ *#/.test(lines[i]); i++) out.push(lines[i]);
  return out.join('\n');
}
