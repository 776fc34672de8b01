/* What members read about their mails and devices. */
#include "kit.h"

#include "model/member_mailbox.h"
#include "model/session_list.h"

static void secrets_are_blanked(void **state)
{
    (void)state;
    assert_string_equal(mailbox_blank(""), "");
    assert_string_equal(mailbox_blank("nothing here"), "nothing here");
    assert_string_equal(mailbox_blank("a https://x/en/confirm?t=Ab-_9\nb"), "a https://x/en/confirm?t=…\nb");
    assert_string_equal(mailbox_blank("?t=one ?t=two"), "?t=… ?t=…");
    assert_string_equal(mailbox_blank("?t="), "?t=");
    assert_string_equal(mailbox_blank("?t=?t=x"), "?t=?t=…");
}

static void devices_have_names(void **state)
{
    static const char *const named[][2] = {
        {"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"},
        {"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604", "Safari on iPhone"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18.0 Safari/605", "Safari on macOS"},
        {"curl/8.5", "Unknown browser"},
        {"", "Unknown browser"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(named); i++)
        assert_string_equal(session_device(named[i][0]), named[i][1]);
    assert_string_equal(session_device(NULL), "Unknown browser");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(secrets_are_blanked), KIT_TEST(devices_have_names)};

    return KIT_RUN("members", tests);
}
