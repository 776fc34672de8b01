// Pictures to send: PNG made here, JPEG and WebP by the browser, with what cameras and attackers put in.
import { deflateSync } from 'node:zlib';
import { crc32 } from './files.mjs';

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]), out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

// A grey PNG of one shade; says any size, whatever its data holds.
export function png(width, height, { laced = false, data = deflateSync(Buffer.alloc((width + 2) * height + 8)), more = [] } = {}) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, laced ? 1 : 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), ...more.map(([n, d]) => chunk(n, d)), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

// An EXIF block: how the camera was held, and a text.
export function exif(turned, text) {
  const words = Buffer.from(`${text}\0`), b = Buffer.alloc(8 + 2 + 24 + 4);
  b.write('II*\0', 0, 'latin1');
  b.writeUInt32LE(8, 4);
  b.writeUInt16LE(2, 8);
  b.writeUInt16LE(0x010e, 10); // ImageDescription
  b.writeUInt16LE(2, 12);
  b.writeUInt32LE(words.length, 14);
  b.writeUInt32LE(b.length, 18);
  b.writeUInt16LE(0x0112, 22); // Orientation
  b.writeUInt16LE(3, 24);
  b.writeUInt32LE(1, 26);
  b.writeUInt16LE(turned, 30);
  return Buffer.concat([b, words]);
}

function segment(marker, data) {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

// The JPEG with EXIF, XMP and a comment right after its beginning.
export const jpegWith = (jpeg, { turned = 1, secret = 'secret' } = {}) =>
  Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(turned, `${secret}-exif`)])),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x>${secret}-xmp</x>`)), segment(0xfe, Buffer.from(`${secret}-comment`)), jpeg.subarray(2)]);

// A WebP that says of itself that it moves.
export function movingWebp() {
  const vp8x = Buffer.concat([Buffer.from('VP8X'), Buffer.from([10, 0, 0, 0, 0x02, 0, 0, 0, 199, 0, 0, 199, 0, 0])]);
  const anim = Buffer.concat([Buffer.from('ANIM'), Buffer.from([6, 0, 0, 0, 0, 0, 0, 0, 0, 0])]);
  const frame = Buffer.concat([Buffer.from('ANMF'), Buffer.from([16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 199, 0, 0, 199, 0, 0, 10, 0, 0, 0])]);
  const body = Buffer.concat([Buffer.from('WEBP'), vp8x, anim, frame]), head = Buffer.from('RIFF\0\0\0\0');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

// Four fields of colour: red and green above, blue and yellow below.
export async function fields(page, type, width, height) {
  const url = await page.evaluate(([t, w, h]) => {
    const c = Object.assign(document.createElement('canvas'), { width: w, height: h }), x = c.getContext('2d');
    ['#f00', '#0f0', '#00f', '#ff0'].forEach((colour, i) => {
      x.fillStyle = colour;
      x.fillRect((i % 2) * w / 2, i < 2 ? 0 : h / 2, w / 2, h / 2);
    });
    return c.toDataURL(t, 0.9);
  }, [type, width, height]);
  return Buffer.from(url.split(',')[1], 'base64');
}

// Size of a picture, and the names of the colours of its four fields.
export async function look(page, data) {
  return page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
    const c = new OffscreenCanvas(bitmap.width, bitmap.height), x = c.getContext('2d');
    x.drawImage(bitmap, 0, 0);
    const at = (u, v) => {
      const [r, g, b] = x.getImageData(bitmap.width * u, bitmap.height * v, 1, 1).data;
      return `${r > 127 ? 'r' : ''}${g > 127 ? 'g' : ''}${b > 127 ? 'b' : ''}`;
    };
    return { width: bitmap.width, height: bitmap.height, colours: [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)].join(' ') };
  }, data.toString('base64'));
}

// Red as a telephone writes it: in the numbers of Display P3, with that profile.
export async function wideRed(page, type, side = 400) {
  const url = await page.evaluate(([t, n]) => {
    const c = Object.assign(document.createElement('canvas'), { width: n, height: n }), x = c.getContext('2d', { colorSpace: 'display-p3' });
    x.fillStyle = '#f00';
    x.fillRect(0, 0, n, n);
    return c.toDataURL(t, 0.95);
  }, [type, side]);
  return Buffer.from(url.split(',')[1], 'base64');
}

// The JPEG with another colour profile, or (null) with none.
export function jpegProfile(jpeg, icc) {
  const out = [jpeg.subarray(0, 2)];
  if (icc) out.push(segment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), icc])));
  for (let at = 2; ;) {
    const marker = jpeg[at + 1], size = marker === 0xda ? jpeg.length - at : 2 + jpeg.readUInt16BE(at + 2);
    if (marker !== 0xe2) out.push(jpeg.subarray(at, at + size));
    at += size;
    if (at >= jpeg.length) return Buffer.concat(out);
  }
}

// The profile of a JPEG that is one segment long.
export const profileOf = (jpeg) => {
  const at = jpeg.indexOf('ICC_PROFILE\0');
  return jpeg.subarray(at + 14, at - 2 + jpeg.readUInt16BE(at - 2));
};

// Red, green and blue of the middle.
export async function middle(page, data) {
  return page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
    const x = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    x.drawImage(bitmap, 0, 0);
    return [...x.getImageData(bitmap.width / 2, bitmap.height / 2, 1, 1).data].slice(0, 3);
  }, data.toString('base64'));
}
