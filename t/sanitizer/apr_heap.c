/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preloaded into httpd before the sanitizers' library, so that APR's pools come
 * from the heap. Where libapr was built to map its memory (Debian's is), the
 * sanitizers see neither what points into a pool, and call all of it leaked,
 * nor what still uses one that is gone.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* More than any page has that APR asks for. */
#define ALIGNMENT 4096

/* Of sanitizer/allocator_interface.h, which not every compiler has. */
extern int __sanitizer_get_ownership(const volatile void *memory);

static bool is_apr(const void *caller)
{
    Dl_info info;

    return dladdr(caller, &info) && info.dli_fname &&
           strstr(info.dli_fname, "libapr-1");
}

__attribute__((visibility("default"))) void *
mmap(void *at, size_t length, int protection, int flags, int file, off_t offset)
{
    static __typeof__(&mmap) next;
    void *memory;

    if (!at && flags == (MAP_PRIVATE | MAP_ANONYMOUS) &&
        protection == (PROT_READ | PROT_WRITE) &&
        is_apr(__builtin_return_address(0))) {
        return posix_memalign(&memory, ALIGNMENT, length) ? MAP_FAILED : memory;
    }
    if (!next) {
        *(void **)&next = dlsym(RTLD_NEXT, "mmap");
    }
    return next(at, length, protection, flags, file, offset);
}

__attribute__((visibility("default"))) int munmap(void *memory, size_t length)
{
    static __typeof__(&munmap) next;

    if (__sanitizer_get_ownership(memory)) {
        free(memory);
        return 0;
    }
    if (!next) {
        *(void **)&next = dlsym(RTLD_NEXT, "munmap");
    }
    return next(memory, length);
}
