/* The disk as one process after another writes to it, for tests of power cuts and full disks.

   Preloaded (LD_PRELOAD) it stands between a program and the C library. For every file below $DISK_ROOT it
   - appends each change with its bytes to the log $DISK_LOG, in the order in which all processes made them
     (record: struct head, two names, the bytes; read by tests/support/disk_shim.py), and
   - fails at a chosen change, as `disk_fault` was told.
   Flushing is only written down: what a flush is worth is for the reader of the log to say. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum fault { NONE, ONCE, LASTING, SHORT, DEATH };
struct head { uint32_t kind, path, other, process; uint64_t file, at, size; };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static pid_t log_owner;
static long made, faulty;
static int fault_errno, failed;
static enum fault fault;

#define REAL(name) ({ static typeof(&name) real; if (!real) real = (typeof(real))dlsym(RTLD_NEXT, #name); real; })

/* Fail at the nth change from now on: once; that one and all later ones; half of it written and then as LASTING;
   or die there. */
void disk_fault(long nth, int error, enum fault how) { made = failed = 0, faulty = nth, fault_errno = error, fault = how; }

long disk_changes(void) { return made; }

/* The kind of the change that failed first (as in the log); 0 while none has. */
int disk_failed(void) { return failed; }

static int below_root(const char *path)
{
    const char *root = getenv("DISK_ROOT");
    size_t length = root ? strlen(root) : 0;
    return length && path && !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

static int watched(int file, char *path)
{
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return below_root(path);
}

/* Threads queue at the mutex, processes at a lock on the log; each process has its own handle on it. */
static void begin(void)
{
    int kept = errno;
    pthread_mutex_lock(&turn);
    if (log_owner != getpid()) {
        const char *name = getenv("DISK_LOG");
        log_owner = getpid();
        log_file = name ? REAL(open)(name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    }
    if (log_file >= 0)
        flock(log_file, LOCK_EX);
    errno = kept;
}

static void end(void)
{
    int kept = errno;
    if (log_file >= 0)
        flock(log_file, LOCK_UN);
    pthread_mutex_unlock(&turn);
    errno = kept;
}

/* Whether this change fails; `size` may become smaller. */
static int fails(char kind, size_t *size)
{
    made++;
    if (fault == NONE || made < faulty || (fault == ONCE && made > faulty))
        return 0;
    if (fault == DEATH)
        raise(SIGKILL);
    if (fault == SHORT && made == faulty && size && *size > 1) {
        *size /= 2;
        return 0;
    }
    failed = failed ? failed : kind;
    errno = fault_errno;
    return 1;
}

static void note(char kind, int file, uint64_t at, const char *path, const char *other, const void *data, size_t size)
{
    int kept = errno;
    struct stat found = {0};
    if (log_file < 0)
        return;
    if (file >= 0)
        fstat(file, &found);
    struct head head = {kind, strlen(path), strlen(other), getpid(), found.st_ino, at, size};
    struct iovec parts[] = {
        {&head, sizeof head}, {(void *)path, head.path}, {(void *)other, head.other}, {(void *)data, size}};
    if (writev(log_file, parts, 4) != (ssize_t)(sizeof head + head.path + head.other + size))
        abort();
    errno = kept;
}

static int open_as(int folder, const char *path, int flags, mode_t mode)
{
    if (!(flags & (O_CREAT | O_TRUNC)) || !below_root(path))
        return REAL(openat)(folder, path, flags, mode);
    begin();
    int fresh = access(path, F_OK) != 0;
    int file = fresh && fails('c', NULL) ? -1 : REAL(openat)(folder, path, flags, mode);
    if (file >= 0 && fresh)
        note('c', file, 0, path, "", NULL, 0);
    else if (file >= 0 && flags & O_TRUNC)
        note('t', file, 0, path, "", NULL, 0);
    end();
    return file;
}

#define OPEN(name, folder, ...)                                      \
    int name(__VA_ARGS__, int flags, ...)                            \
    {                                                                \
        va_list rest;                                                \
        va_start(rest, flags);                                       \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;    \
        va_end(rest);                                                \
        return open_as(folder, path, flags, mode);                   \
    }
OPEN(open, AT_FDCWD, const char *path)
OPEN(open64, AT_FDCWD, const char *path)
OPEN(openat, folder, int folder, const char *path)
OPEN(openat64, folder, int folder, const char *path)

ssize_t write(int file, const void *data, size_t size)
{
    char path[PATH_MAX];
    if (!watched(file, path))
        return REAL(write)(file, data, size);
    begin();
    ssize_t done = fails('w', &size) ? -1 : REAL(write)(file, data, size);
    if (done > 0)
        note('w', file, lseek(file, 0, SEEK_CUR) - done, path, "", data, done);
    end();
    return done;
}

ssize_t pwrite64(int file, const void *data, size_t size, off_t at)
{
    char path[PATH_MAX];
    if (!watched(file, path))
        return REAL(pwrite64)(file, data, size, at);
    begin();
    ssize_t done = fails('w', &size) ? -1 : REAL(pwrite64)(file, data, size, at);
    if (done > 0)
        note('w', file, at, path, "", data, done);
    end();
    return done;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) { return pwrite64(file, data, size, at); }

int ftruncate64(int file, off_t size)
{
    char path[PATH_MAX];
    if (!watched(file, path))
        return REAL(ftruncate64)(file, size);
    begin();
    int done = fails('t', NULL) ? -1 : REAL(ftruncate64)(file, size);
    if (!done)
        note('t', file, size, path, "", NULL, 0);
    end();
    return done;
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int posix_fallocate64(int file, off_t at, off_t size)
{
    char path[PATH_MAX];
    if (!watched(file, path))
        return REAL(posix_fallocate64)(file, at, size);
    begin();
    int error = fails('a', NULL) ? errno : REAL(posix_fallocate64)(file, at, size);
    if (!error)
        note('a', file, at + size, path, "", NULL, 0);
    end();
    return error;
}

int posix_fallocate(int file, off_t at, off_t size) { return posix_fallocate64(file, at, size); }

int fsync(int file)
{
    char path[PATH_MAX];
    if (!watched(file, path))
        return REAL(fsync)(file);
    begin();
    int refused = fails('s', NULL);
    if (!refused)
        note('s', file, 0, path, "", NULL, 0);
    end();
    return refused ? -1 : 0;
}

int fdatasync(int file) { return fsync(file); }

/* Names. A removal takes no room, so it counts as no change that can fail. */
#define NAME(kind, name, path, other, may_fail, arguments, call)     \
    int name arguments                                               \
    {                                                                \
        if (!below_root(path))                                       \
            return REAL(name) call;                                  \
        begin();                                                     \
        int done = may_fail && fails(kind, NULL) ? -1 : REAL(name) call;   \
        if (!done)                                                   \
            note(kind, -1, 0, path, other, NULL, 0);                 \
        end();                                                       \
        return done;                                                 \
    }
NAME('m', mkdir, path, "", 1, (const char *path, mode_t mode), (path, mode))
NAME('l', link, from, to, 1, (const char *from, const char *to), (from, to))
NAME('r', rename, from, to, 1, (const char *from, const char *to), (from, to))
NAME('u', unlink, path, "", 0, (const char *path), (path))
NAME('u', rmdir, path, "", 0, (const char *path), (path))

int unlinkat(int folder, const char *name, int flags)
{
    char path[PATH_MAX];
    if (name[0] == '/' || !watched(folder, path) || strlen(path) + strlen(name) + 2 > sizeof path)
        return REAL(unlinkat)(folder, name, flags);
    strcat(strcat(path, "/"), name);
    begin();
    int done = REAL(unlinkat)(folder, name, flags);
    if (!done)
        note('u', -1, 0, path, "", NULL, 0);
    end();
    return done;
}
