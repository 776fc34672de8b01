// As much of HTML as the tests have to read: forms, links, plain text.

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
export const decode = (s) =>
  s.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, dec, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : dec ? String.fromCodePoint(+dec) : entities[name] ?? all);

// What a reader sees, white space run together.
export const text = (html) =>
  decode(html.replace(/<(script|style|template)\b[\s\S]*?<\/\1>/gi, '').replace(/<[^>]*>/g, ' ')).replace(/[ \t\r\n]+/g, ' ').trim();

function attributes(tag) {
  const out = {};
  for (const [, name, , value] of tag.matchAll(/([^\s"'<>/=]+)(\s*=\s*"([^"]*)")?/g))
    out[name.toLowerCase()] ??= value === undefined ? '' : decode(value);
  return out;
}

const tags = /<(\/?)(form|input|select|option|textarea|button|main)\b((?:"[^"]*"|[^>"])*)>/gi;

// Every form: { action, method, enctype, inMain, names, fields: [[name, value]] }; fields are those that
// a browser would send without any button.
export function findForms(html) {
  const forms = [];
  let form, select, inMain = false;
  html = html.replace(/<!--[\s\S]*?-->/g, '');
  for (const m of html.matchAll(tags)) {
    const [, close, name, rest] = m;
    const a = attributes(rest);
    const tag = name.toLowerCase();
    if (tag === 'main') inMain = !close;
    else if (tag === 'form') {
      form = close ? undefined : { action: a.action || '', method: (a.method || 'get').toUpperCase(), enctype: a.enctype || '', inMain, names: new Set(), fields: [] };
      if (form) forms.push(form);
    } else if (!form) continue;
    else if (tag === 'select') {
      if (close && select?.name && !select.multiple && !select.chosen && select.first !== undefined) form.fields.push([select.name, select.first]);
      select = close ? undefined : { name: a.name, multiple: 'multiple' in a };
      if (a.name) form.names.add(a.name);
    } else if (tag === 'option' && !close && select) {
      const value = 'value' in a ? a.value : text(html.slice(m.index + m[0].length).split(/<\/?option|<\/select/)[0]);
      select.first ??= value;
      if ('selected' in a) {
        select.chosen = true;
        form.fields.push([select.name, value]);
      }
    } else if (tag === 'textarea' && !close && a.name) {
      const start = m.index + m[0].length;
      form.names.add(a.name);
      form.fields.push([a.name, decode(html.slice(start, html.indexOf('</textarea', start))).replace(/^\r?\n/, '')]);
    } else if (tag === 'input' && a.name && !('disabled' in a)) {
      const type = (a.type || 'text').toLowerCase();
      form.names.add(a.name);
      if (type === 'checkbox' || type === 'radio') {
        if ('checked' in a) form.fields.push([a.name, 'value' in a ? a.value : 'on']);
      } else if (!['submit', 'button', 'image', 'reset', 'file'].includes(type)) form.fields.push([a.name, a.value || '']);
    } else if (tag === 'button' && a.name) form.names.add(a.name);
  }
  return forms;
}

// Addresses of all links, in order.
export const links = (html) => [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/gi)].map((m) => decode(m[1]));
