#include <errno.h>
#include <qrencode.h>

#include "model/qr.h"

/* One rectangle for each run of dark modules in a row. */
static char *row_path(char *path, const QRcode *q, int y)
{
    for (int x = 0; x < q->width;) {
        int from = x;

        while (x < q->width && (q->data[y * q->width + x] & 1))
            x++;
        if (x > from)
            path = talloc_asprintf_append(path, "M%d %dh%dv1h-%dz", from + QR_QUIET, y + QR_QUIET, x - from, x - from);
        else
            x++;
    }
    return path;
}

enum err qr_make(const char *text, struct qr *out)
{
    QRcode *q = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

    if (!q)
        FAIL(ERR_INTERNAL, "no QR code: %s", strerror(errno));
    *out = (struct qr){q->width + 2 * QR_QUIET, copy("")};
    for (int y = 0; y < q->width; y++)
        out->path = row_path(out->path, q, y);
    QRcode_free(q);
    return OK;
}
