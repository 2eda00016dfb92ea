/* A soft SKF library (GM/T 0016) over OpenSSL: devices are folders, and the tests' hands are files in them.
 *
 *   $SOFT_SKF/faults                                words, read anew at every call; see `fault`
 *   $SOFT_SKF/devices/DEVICE/present                there while the key is plugged in
 *   $SOFT_SKF/devices/DEVICE/apps/APP/{pin,tries}   the user's PIN, and how often it may still be tried
 *   $SOFT_SKF/devices/DEVICE/apps/APP/keys/CONTAINER/{certificate,key.pem}
 *
 * Compiled with -DULONG_BITS=32 or 64. -DWITHOUT_SIGNING leaves SKF_ECCSignData out.
 */
#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#if ULONG_BITS == 64
typedef uint64_t ULONG;
#else
typedef uint32_t ULONG;
#endif
typedef int32_t BOOL;
typedef void *HANDLE;

enum {
    OK = 0, FAIL = 0x0A000001, BAD_HANDLE = 0x0A000005, BAD_PARAMETER = 0x0A000006, NO_CERTIFICATE = 0x0A00001C,
    TOO_SMALL = 0x0A000020, REMOVED = 0x0A000023, PIN_WRONG = 0x0A000024, PIN_LOCKED = 0x0A000025,
    PIN_LENGTH = 0x0A000027, ALREADY_LOGGED_IN = 0x0A000028, NOT_LOGGED_IN = 0x0A00002D, NO_APPLICATION = 0x0A00002E
};
enum { PATH_SIZE = 1024, TRIES = 6 };

#pragma pack(push, 1)
typedef struct { uint8_t r[64], s[64]; } EccSignature;
#pragma pack(pop)

/* Every handle is one of these; what it is the handle of follows from its folder. */
typedef struct Thing { struct Thing *parent; char path[PATH_SIZE]; int verified; } Thing;

static const char *root(void) { const char *folder = getenv("SOFT_SKF"); return folder ? folder : "."; }

static void join(char *out, const char *folder, const char *name) { snprintf(out, PATH_SIZE, "%s/%s", folder, name); }

static long content(const char *folder, const char *name, char *out, long room) {
    char path[PATH_SIZE];
    join(path, folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) return -1;
    long size = (long)fread(out, 1, (size_t)room, file);
    fclose(file);
    return size;
}

static int fault(const char *word) {
    char words[512] = {0}, *rest = words, *each;
    if (content(root(), "faults", words, sizeof words - 1) <= 0) return 0;
    while ((each = strsep(&rest, " \n"))) if (!strcmp(each, word)) return 1;
    return 0;
}

static void misbehave(const char *function) {
    char word[64];
    snprintf(word, sizeof word, "crash-%s", function);
    if (fault(word)) raise(SIGSEGV);
    snprintf(word, sizeof word, "hang-%s", function);
    if (fault(word)) sleep(30);
}

__attribute__((constructor)) static void loaded(void) { misbehave("load"); }

static int exists(const char *folder, const char *name) {
    char path[PATH_SIZE];
    join(path, folder, name);
    return access(path, F_OK) == 0;
}

static const Thing *device_of(const Thing *thing) { while (thing->parent) thing = thing->parent; return thing; }

static ULONG gone(const Thing *thing) { return exists(device_of(thing)->path, "present") ? OK : REMOVED; }

/* The names in a folder as the standard lists them; `needed`: only those that hold a file of that name. */
static ULONG listed(const char *folder, const char *needed, char *out, ULONG *size) {
    char path[PATH_SIZE];
    ULONG used = 0;
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (entry->d_name[0] == '.') continue;
        join(path, folder, entry->d_name);
        if (needed && !exists(path, needed)) continue;
        ULONG length = (ULONG)strlen(entry->d_name) + 1;
        if (used + length + 1 > *size) { closedir(entries); return TOO_SMALL; }
        memcpy(out + used, entry->d_name, length);
        used += length;
    }
    if (entries) closedir(entries);
    out[used] = 0;
    *size = used + 1;
    return OK;
}

static Thing *thing(Thing *parent, const char *folder, const char *name) {
    Thing *made = calloc(1, sizeof *made);
    made->parent = parent;
    join(made->path, folder, name);
    return made;
}

static ULONG opened(Thing *parent, const char *inside, const char *name, HANDLE *out, ULONG otherwise) {
    char folder[PATH_SIZE];
    if (gone(parent)) return REMOVED;
    join(folder, parent->path, inside);
    if (!exists(folder, name)) return otherwise;
    *out = thing(parent, folder, name);
    return OK;
}

static ULONG closed(HANDLE handle) { free(handle); return OK; }

ULONG SKF_EnumDev(BOOL present, char *names, ULONG *size) {
    char folder[PATH_SIZE];
    misbehave("enum");
    join(folder, root(), "devices");
    return listed(folder, present ? "present" : NULL, names, size);
}

ULONG SKF_GetDevState(char *name, ULONG *state) {
    char folder[PATH_SIZE], path[PATH_SIZE];
    join(folder, root(), "devices");
    join(path, folder, name);
    *state = exists(path, "present") ? 1 : 0;
    return OK;
}

ULONG SKF_ConnectDev(char *name, HANDLE *out) {
    char folder[PATH_SIZE];
    join(folder, root(), "devices");
    if (!exists(folder, name)) return FAIL;
    Thing *device = thing(NULL, folder, name);
    *out = device;
    if (gone(device)) { free(device); return fault("vague") ? FAIL : REMOVED; }
    return OK;
}

ULONG SKF_DisConnectDev(HANDLE device) { return closed(device); }

ULONG SKF_EnumApplication(HANDLE device, char *names, ULONG *size) {
    char folder[PATH_SIZE];
    if (gone(device)) return REMOVED;
    join(folder, ((Thing *)device)->path, "apps");
    return listed(folder, NULL, names, size);
}

ULONG SKF_OpenApplication(HANDLE device, char *name, HANDLE *out) { return opened(device, "apps", name, out, NO_APPLICATION); }

ULONG SKF_CloseApplication(HANDLE application) { return closed(application); }

static int tries(const Thing *application) {
    char text[16] = {0};
    content(application->path, "tries", text, sizeof text - 1);
    return atoi(text);
}

static void set_tries(const Thing *application, int left) {
    char path[PATH_SIZE];
    join(path, application->path, "tries");
    FILE *file = fopen(path, "w");
    if (!file) abort();
    fprintf(file, "%d", left);
    fclose(file);
}

ULONG SKF_GetPINInfo(HANDLE application, ULONG type, ULONG *most, ULONG *left, BOOL *is_default) {
    if (gone(application)) return REMOVED;
    if (type != 1) return BAD_PARAMETER;
    *most = TRIES;
    *left = (ULONG)tries(application);
    *is_default = 0;
    return OK;
}

ULONG SKF_VerifyPIN(HANDLE handle, ULONG type, char *pin, ULONG *left) {
    Thing *application = handle;
    char right[32] = {0};
    misbehave("verify");
    if (gone(application)) return REMOVED;
    if (type != 1) return BAD_PARAMETER;
    if (fault("logged-in")) return ALREADY_LOGGED_IN;
    *left = (ULONG)tries(application);
    if (!*left) return PIN_LOCKED;
    if (strlen(pin) < 6 || strlen(pin) > 16) return PIN_LENGTH;
    content(application->path, "pin", right, sizeof right - 1);
    application->verified = !strcmp(pin, right);
    *left = application->verified ? TRIES : *left - 1;
    set_tries(application, (int)*left);
    return application->verified ? OK : PIN_WRONG;
}

ULONG SKF_ClearSecureState(HANDLE application) {
    char path[PATH_SIZE];
    ((Thing *)application)->verified = 0;
    if (fault("logged-in")) {
        join(path, root(), "faults");
        FILE *file = fopen(path, "w");
        if (file) fclose(file);
    }
    return gone(application);
}

ULONG SKF_EnumContainer(HANDLE application, char *names, ULONG *size) {
    char folder[PATH_SIZE];
    if (gone(application)) return REMOVED;
    join(folder, ((Thing *)application)->path, "keys");
    return listed(folder, NULL, names, size);
}

ULONG SKF_OpenContainer(HANDLE application, char *name, HANDLE *out) { return opened(application, "keys", name, out, FAIL); }

ULONG SKF_CloseContainer(HANDLE container) { return closed(container); }

static EVP_PKEY *key_of(const Thing *container) {
    char path[PATH_SIZE];
    join(path, container->path, "key.pem");
    FILE *file = fopen(path, "r");
    if (!file) return NULL;
    EVP_PKEY *key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
    fclose(file);
    return key;
}

ULONG SKF_GetContainerType(HANDLE container, ULONG *kind) {
    if (gone(container)) return REMOVED;
    EVP_PKEY *key = key_of(container);
    *kind = !key ? 0 : EVP_PKEY_is_a(key, "RSA") ? 1 : 2;
    EVP_PKEY_free(key);
    return OK;
}

ULONG SKF_ExportCertificate(HANDLE container, BOOL sign, uint8_t *out, ULONG *size) {
    if (gone(container)) return REMOVED;
    *(volatile uint8_t *)out = 0; /* As a real one does: a size query makes it write through the null. */
    long length = sign ? content(((Thing *)container)->path, "certificate", (char *)out, (long)*size) : -1;
    if (length < 0) return NO_CERTIFICATE;
    if (!fault("padded")) *size = (ULONG)length; /* Else the buffer's own size, with zeros behind the certificate. */
    return OK;
}

/* The answer to a signature whose digest is `data`, in the form OpenSSL has it; 0 when it made none. */
static size_t computed(const Thing *container, const uint8_t *data, ULONG length, uint8_t *out, size_t room, int rsa) {
    EVP_PKEY *key = key_of(container);
    EVP_PKEY_CTX *context = key ? EVP_PKEY_CTX_new(key, NULL) : NULL;
    size_t size = room;
    int done = context && EVP_PKEY_sign_init(context) > 0 &&
               (!rsa || EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0) &&
               EVP_PKEY_sign(context, out, &size, data, (size_t)length) > 0;
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(key);
    return done ? size : 0;
}

static ULONG may_sign(const Thing *container) {
    char path[PATH_SIZE];
    misbehave("sign");
    if (fault("pull-in-sign")) {
        join(path, device_of(container)->path, "present");
        unlink(path);
        return fault("vague") ? FAIL : REMOVED;
    }
    if (gone(container)) return fault("vague") ? BAD_HANDLE : REMOVED;
    return container->parent->verified ? OK : NOT_LOGGED_IN;
}

#ifndef WITHOUT_SIGNING
ULONG SKF_ECCSignData(HANDLE container, uint8_t *digest, ULONG length, EccSignature *out) {
    uint8_t der[256];
    const uint8_t *start = der;
    ULONG refused = may_sign(container);
    if (refused) return refused;
    memset(out, 0, sizeof *out);
    if (fault("zeros")) return OK;
    if (length != 32) return BAD_PARAMETER;
    size_t size = computed(container, digest, length, der, sizeof der, 0);
    ECDSA_SIG *signature = size ? d2i_ECDSA_SIG(NULL, &start, (long)size) : NULL;
    if (!signature) return FAIL;
    BN_bn2binpad(ECDSA_SIG_get0_r(signature), out->r, sizeof out->r);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature), out->s, sizeof out->s);
    if (fault("wrong-signature")) out->s[63] ^= 1;
    ECDSA_SIG_free(signature);
    return OK;
}
#endif

ULONG SKF_RSASignData(HANDLE container, uint8_t *data, ULONG length, uint8_t *out, ULONG *size) {
    ULONG refused = may_sign(container);
    if (refused) return refused;
    size_t done = computed(container, data, length, out, (size_t)*size, 1);
    if (!done) return FAIL;
    *size = (ULONG)done;
    return OK;
}
