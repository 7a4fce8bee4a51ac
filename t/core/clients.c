/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <apr_strings.h>
#include "core/clients.h"
#include "tap.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* What most of them begin and end with. */
#define MOZILLA "Mozilla/5.0 "
#define GECKO " (KHTML, like Gecko)"
#define WEBKIT(version) "AppleWebKit/" version GECKO
#define CHROMES "AppleWebKit/537.36" GECKO
#define WINDOWS MOZILLA "(Windows NT 10.0; Win64; x64) " CHROMES
#define ANDROID MOZILLA "(Linux; Android 7.0; SM-G930V Build/NRD90M) " CHROMES
#define IPHONE(os) MOZILLA "(iPhone; CPU iPhone OS " os " like Mac OS X) "
#define IPAD(os) MOZILLA "(iPad; CPU OS " os " like Mac OS X) "
#define MAC(os) MOZILLA "(Macintosh; Intel Mac OS X " os ") "

static const char *const mishandling[] = {
    /* Chrome 51 to 66, and what is made of it */
    WINDOWS " Chrome/51.0.2704.63 Safari/537.36",
    WINDOWS " Chrome/51.0.2704.106 Safari/537.36",
    WINDOWS " Chrome/52.0.2743.116 Safari/537.36",
    WINDOWS " Chrome/55.0.2883.87 Safari/537.36",
    WINDOWS " Chrome/58.0.3029.110 Safari/537.36",
    WINDOWS " Chrome/60.0.3112.113 Safari/537.36",
    WINDOWS " Chrome/64.0.3282.186 Safari/537.36",
    WINDOWS " Chrome/66.0.3359.181 Safari/537.36",
    WINDOWS " Chrome/52.0.2743.116 Safari/537.36 Edge/15.15063",
    WINDOWS " Chrome/64.0.3282.140 Safari/537.36 Edge/17.17134",
    WINDOWS " Chrome/62.0.3202.94 Safari/537.36 OPR/49.0.2725.47",
    MOZILLA "(X11; Linux x86_64) " CHROMES
            " Ubuntu Chromium/60.0.3112.113 Chrome/60.0.3112.113 Safari/537.36",
    MOZILLA "(X11; Linux x86_64) " CHROMES
            " HeadlessChrome/65.0.3325.181 Safari/537.36",
    MAC("10_12_6") CHROMES " Chrome/61.0.3163.100 Safari/537.36",
    ANDROID " Chrome/59.0.3071.125 Mobile Safari/537.36",
    ANDROID " Version/4.0 Chrome/64.0.3282.137 Mobile Safari/537.36",
    ANDROID " SamsungBrowser/7.4 Chrome/59.0.3071.125 Mobile Safari/537.36",
    ANDROID " Chrome/62.0.3202.84 Mobile Safari/537.36 "
            "[FB_IAB/FB4A;FBAV/149.0.0.40.71;]",
    /* iOS 12: every browser */
    IPHONE("12_0")
        WEBKIT("605.1.15") " Version/12.0 Mobile/15E148 Safari/604.1",
    IPHONE("12_1_4")
        WEBKIT("605.1.15") " Version/12.0 Mobile/15E148 Safari/604.1",
    IPHONE("12_5_7")
        WEBKIT("605.1.15") " Version/12.1.2 Mobile/15E148 Safari/604.1",
    IPHONE("12_3_1")
        WEBKIT("605.1.15") " CriOS/75.0.3770.103 Mobile/15E148 Safari/605.1",
    IPHONE("12_2") WEBKIT("605.1.15") " FxiOS/18.1 Mobile/15E148 Safari/605.1",
    IPHONE("12_4") WEBKIT("605.1.15") " Mobile/15E148",
    IPHONE("12_1") WEBKIT(
        "605.1.15") " Mobile/16B92 [FBAN/FBIOS;FBDV/iPhone9,3;FBSV/12.1]",
    IPAD("12_0") WEBKIT("605.1.15") " Version/12.0 Mobile/15E148 Safari/604.1",
    IPAD("12_4_8") WEBKIT("605.1.15") " GSA/107.0.310639584 Mobile/15E148 "
                                      "Safari/604.1",
    MOZILLA "(iPod touch; CPU iPhone OS 12_0 like Mac OS X) " WEBKIT(
        "604.1.34") " Version/12.0 Mobile/15A5341f Safari/604.1",
    /* macOS 10.14: Safari, and views in other programs */
    MAC("10_14") WEBKIT("605.1.15") " Version/12.0 Safari/605.1.15",
    MAC("10_14_1") WEBKIT("605.1.15") " Version/12.0.1 Safari/605.1.15",
    MAC("10_14_6") WEBKIT("605.1.15") " Version/12.1.2 Safari/605.1.15",
    MAC("10_14_6") WEBKIT("605.1.15") " Version/13.0.3 Safari/605.1.15",
    MAC("10_14_5") WEBKIT("605.1.15"),
    MAC("10_14") WEBKIT("605.1.15"),
    /* UC Browser before 12.13.2 */
    MOZILLA
    "(Linux; U; Android 8.1.0; en-US; vivo 1811) AppleWebKit/534.30" GECKO
    " Version/4.0 UCBrowser/12.13.1.1189 U3/0.8.0 Mobile Safari/"
    "534.30",
    MOZILLA "(Linux; U; Android 7.1.1; en-US; Lenovo K8) " CHROMES
            " Version/4.0 Chrome/57.0.2987.108 UCBrowser/12.12.6.1221 Mobile "
            "Safari/537.36",
    MOZILLA "(Linux; U; Android 6.0.1; zh-CN; F5121) " CHROMES
            " Version/4.0 Chrome/40.0.2214.89 UCBrowser/11.5.1.944 Mobile "
            "Safari/537.36",
    "UCWEB/2.0 (Java; U; MIDP-2.0; en-US; nokia) U2/1.0.0 "
    "UCBrowser/9.4.1.482 U2/1.0.0 Mobile",
    MOZILLA "(Linux; U; Android 9; en-US) " CHROMES " UCBrowser/12.13 Mobile",
    /* One that does not say */
    "UCBrowser/",
    "UCBrowser/x",
};

static const char *const fine[] = {
    /* Chrome before and after */
    WINDOWS " Chrome/49.0.2623.112 Safari/537.36",
    WINDOWS " Chrome/50.0.2661.102 Safari/537.36",
    WINDOWS " Chrome/67.0.3396.87 Safari/537.36",
    WINDOWS " Chrome/80.0.3987.122 Safari/537.36",
    WINDOWS " Chrome/156.0.0.0 Safari/537.36",
    WINDOWS " Chrome/510.0.0.0 Safari/537.36",
    WINDOWS " Chrome/99999999999999999999.0 Safari/537.36",
    WINDOWS " Chrome/70.0.3538.102 Safari/537.36 Edge/18.19582",
    WINDOWS " Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0",
    MOZILLA "(X11; Linux x86_64) " CHROMES
            " HeadlessChrome/156.0.0.0 Safari/537.36",
    ANDROID " Version/4.0 Chrome/81.0.4044.138 Mobile Safari/537.36",
    ANDROID " SamsungBrowser/8.2 Chrome/67.0.3396.87 Mobile Safari/537.36",
    MAC("10_14_6") CHROMES " Chrome/77.0.3865.75 Safari/537.36",
    MAC("10_14_6") CHROMES " Chrome/78.0.3904.70 Safari/537.36 OPR/65.0",
    /* iOS and iPadOS of other years */
    IPHONE("11_4_1")
        WEBKIT("605.1.15") " Version/11.0 Mobile/15E148 Safari/604.1",
    IPHONE("13_0")
        WEBKIT("605.1.15") " Version/13.0 Mobile/15E148 Safari/604.1",
    IPHONE("13_1_2") WEBKIT("605.1.15") " CriOS/77.0.3865.103 Mobile/15E148 "
                                        "Safari/605.1",
    IPHONE("17_0") WEBKIT("605.1.15") " FxiOS/119.0 Mobile/15E148 Safari/605.1",
    IPHONE("120_0") WEBKIT("605.1.15") " Mobile/15E148",
    IPAD("13_4") WEBKIT("605.1.15") " Version/13.1 Mobile/15E148 Safari/604.1",
    IPAD("9_3_5") WEBKIT("601.1.46") " Version/9.0 Mobile/13G36 Safari/601.1",
    /* macOS of other years, and other browsers on 10.14 */
    MAC("10_13_6") WEBKIT("605.1.15") " Version/12.1.2 Safari/605.1.15",
    MAC("10_15") WEBKIT("605.1.15") " Version/13.0 Safari/605.1.15",
    MAC("10_15_7") WEBKIT("605.1.15") " Version/17.1 Safari/605.1.15",
    MAC("10_15_7") WEBKIT("605.1.15"),
    MAC("10_1") WEBKIT("85") " Safari/85",
    MAC("10_140") WEBKIT("605.1.15") " Version/12.0 Safari/605.1.15",
    MOZILLA "(Macintosh; Intel Mac OS X 10.14; rv:69.0) Gecko/20100101 "
            "Firefox/69.0",
    MAC("10_14_6") WEBKIT("605.1.15") " Mail/3445",
    /* UC Browser since */
    MOZILLA "(Linux; U; Android 9; en-US; SM-A505F) " CHROMES
            " Version/4.0 Chrome/57.0.2987.108 UCBrowser/12.13.2.1208 Mobile "
            "Safari/537.36",
    MOZILLA "(Linux; U; Android 9; en-US) " CHROMES
            " Version/4.0 Chrome/57.0.2987.108 UCBrowser/12.13.10.1 Mobile",
    MOZILLA "(Linux; U; Android 9; en-US) " CHROMES
            " Version/4.0 Chrome/57.0.2987.108 UCBrowser/12.14.0.1221 Mobile",
    MOZILLA "(Linux; U; Android 10; en-US) " CHROMES
            " Version/4.0 Chrome/78.0.3904.108 UCBrowser/13.3.8.1305 Mobile",
    /* Others */
    MOZILLA "(Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 "
            "Firefox/120.0",
    MOZILLA "(X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0",
    MOZILLA "(Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
    MOZILLA "(compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    MOZILLA "(compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)",
    "curl/7.88.1",
    "python-requests/2.31.0",
    "okhttp/4.9.3",
    "PostmanRuntime/7.35.0",
    "",
    " ",
    "Chrom",
    "Chrome",
    "Chrome/",
    "Chrome/x",
    "Chromium/",
    "ChromeOS/60.0",
    "(iP; CPU OS ) AppleWebKit/",
    "(Macintosh;Mac OS X 10_",
};

int main(void)
{
    apr_pool_t *pool = tap_begin();
    char *huge = apr_palloc(pool, 1 << 20);

    for (size_t i = 0; i < COUNT(mishandling); i++) {
        tap_ok(cors_client_mishandles_none(mishandling[i]), "mishandles it: %s",
               mishandling[i]);
    }
    for (size_t i = 0; i < COUNT(fine); i++) {
        tap_ok(!cors_client_mishandles_none(fine[i]), "does not: %s", fine[i]);
    }
    tap_ok(COUNT(mishandling) + COUNT(fine) >= 60 + 15, "%d clients",
           (int)(COUNT(mishandling) + COUNT(fine)));
    memset(huge, 'a', 1 << 20);
    huge[(1 << 20) - 1] = '\0';
    memcpy(huge + 1010, "Chrome/60.0", 11);
    tap_ok(cors_client_mishandles_none(huge), "within the first 1,024 bytes");
    memset(huge, 'a', 1100);
    memcpy(huge + 1020, "Chrome/60.0", 11);
    tap_ok(!cors_client_mishandles_none(huge), "not behind them");
    return tap_end();
}
