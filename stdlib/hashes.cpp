// The _hashlib module: message digests of OpenSSL's libcrypto, which is loaded with the module.
#include <dlfcn.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "stdlib/module_builder.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"

namespace pyvm {

namespace {

// The functions of libcrypto that are used.
struct Crypto {
  decltype(&EVP_MD_CTX_new) context_new;
  decltype(&EVP_MD_CTX_free) context_free;
  decltype(&EVP_MD_CTX_copy_ex) context_copy;
  decltype(&EVP_get_digestbyname) by_name;
  decltype(&EVP_DigestInit_ex) init;
  decltype(&EVP_DigestUpdate) update;
  decltype(&EVP_DigestFinal_ex) finish;
  decltype(&EVP_DigestFinalXOF) finish_xof;
  decltype(&EVP_MD_get_size) size;
  decltype(&EVP_MD_get_block_size) block_size;
  decltype(&PKCS5_PBKDF2_HMAC) pbkdf2;
  decltype(&HMAC) hmac;
} crypto;

bool load_crypto() {
  void* library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
  if (!library) return raise_error(exc::ImportError, "libcrypto.so.3 cannot be loaded: %s", dlerror());
  bool ok = true;
  auto find = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
    ok = ok && function;
  };
  find(crypto.context_new, "EVP_MD_CTX_new");
  find(crypto.context_free, "EVP_MD_CTX_free");
  find(crypto.context_copy, "EVP_MD_CTX_copy_ex");
  find(crypto.by_name, "EVP_get_digestbyname");
  find(crypto.init, "EVP_DigestInit_ex");
  find(crypto.update, "EVP_DigestUpdate");
  find(crypto.finish, "EVP_DigestFinal_ex");
  find(crypto.finish_xof, "EVP_DigestFinalXOF");
  find(crypto.size, "EVP_MD_get_size");
  find(crypto.block_size, "EVP_MD_get_block_size");
  find(crypto.pbkdf2, "PKCS5_PBKDF2_HMAC");
  find(crypto.hmac, "HMAC");
  return ok || raise_error(exc::ImportError, "libcrypto.so.3 lacks functions of OpenSSL 3");
}

// Python's name of a digest and libcrypto's.
struct Digest {
  const char* name;
  const char* openssl;
  bool xof;   // of any length
};
const Digest kDigests[] = {
    {"md5", "MD5", false},           {"sha1", "SHA1", false},         {"sha224", "SHA224", false},
    {"sha256", "SHA256", false},     {"sha384", "SHA384", false},     {"sha512", "SHA512", false},
    {"sha3_224", "SHA3-224", false}, {"sha3_256", "SHA3-256", false}, {"sha3_384", "SHA3-384", false},
    {"sha3_512", "SHA3-512", false}, {"shake_128", "SHAKE128", true}, {"shake_256", "SHAKE256", true},
    {"sha512_256", "SHA512-256", false}, {"sha512_224", "SHA512-224", false}, {"sm3", "SM3", false},
    {"blake2b", "BLAKE2b512", false}, {"blake2s", "BLAKE2s256", false}, {"ripemd160", "RIPEMD160", false}};

struct Hash {
  HeapObject header;
  EVP_MD_CTX* context;
  const EVP_MD* kind;
  const Digest* digest;
};
PyType* hash_type;
PyType* xof_type;

Hash* hash_of(Value* args) { return args[0].as<Hash>(); }

Raised raise_openssl() { return raise_value_error("[digital envelope routines] unsupported"); }

Hash* hash_allocate(const Digest& digest, const EVP_MD* kind) {
  auto* h = allocate_instance_of<Hash>(digest.xof ? xof_type : hash_type);
  if (!h) return nullptr;
  h->digest = &digest;
  h->kind = kind;
  h->context = crypto.context_new();
  if (!h->context) return raise_memory_error();
  return h;
}

bool feed(Thread& t, Hash* h, Value data) {
  if (is_str(data)) return raise_type_error("Strings must be encoded before hashing");
  if (!has_buffer(data)) return raise_type_error("object supporting the buffer API required");
  BytesArg bytes;
  return bytes.get(t, data) && (crypto.update(h->context, bytes.data(), bytes.size()) || raise_openssl());
}

Value make_hash(Thread& t, const Digest& digest, Value data) {
  const EVP_MD* kind = crypto.by_name(digest.openssl);
  if (!kind) return raise_value_error("unsupported hash type %s", digest.name);
  Hash* h = hash_allocate(digest, kind);
  if (!h) return kNull;
  if (!crypto.init(h->context, kind, nullptr)) return raise_openssl();
  if (data && !feed(t, h, data)) return kNull;
  return Value(&h->header);
}

template <int kIndex>
Value openssl_digest(Thread& t, Value* args) {
  return make_hash(t, kDigests[kIndex], args[0]);
}

const Digest* find_digest(PyStr* name) {
  for (const Digest& d : kDigests) {
    TextBuffer lower;
    str_append_utf8(name, lower);
    for (size_t i = 0; i < lower.size(); i++) {
      char& c = lower.data()[i];
      c = c == '-' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    if (lower.view() == d.name) return &d;
  }
  return nullptr;
}
Value hashlib_new(Thread& t, Value* args) {
  if (!is_str(args[0])) return raise_type_error("new() argument 'name' must be str, not %s", type_name(args[0]));
  const Digest* digest = find_digest(as_str(args[0]));
  if (!digest) return raise_value_error("unsupported hash type %s", CText(as_str(args[0])).c_str());
  return make_hash(t, *digest, args[1]);
}

Value hash_update(Thread& t, Value* args) { return feed(t, hash_of(args), args[1]) ? kNone : kNull; }

Value hash_copy(Thread&, Value* args) {
  Hash* h = hash_of(args);
  Hash* copy = hash_allocate(*h->digest, h->kind);
  if (!copy) return kNull;
  return crypto.context_copy(copy->context, h->context) ? Value(&copy->header) : raise_openssl();
}

// The digest of what was fed so far: `length` bytes for an extendable one.
PyBytes* finish_copy(Hash* h, int64_t length) {
  int64_t size = h->digest->xof ? length : crypto.size(h->kind);
  PyBytes* out = bytes_new(static_cast<size_t>(size));
  if (!out) return nullptr;
  EVP_MD_CTX* copy = crypto.context_new();
  if (!copy) return raise_memory_error();
  int ok = crypto.context_copy(copy, h->context);
  if (ok && size) {
    ok = h->digest->xof ? crypto.finish_xof(copy, out->data, static_cast<size_t>(size))
                        : crypto.finish(copy, out->data, nullptr);
  }
  crypto.context_free(copy);
  if (!ok) return raise_openssl();
  return out;
}
Value hex_text(PyBytes* bytes) {
  if (!bytes) return kNull;
  PyStr* s = str_new_ascii(static_cast<size_t>(bytes->length) * 2);
  for (int64_t i = 0; s && i < bytes->length; i++) {
    str_chars(s)[2 * i] = static_cast<uint8_t>("0123456789abcdef"[bytes->data[i] >> 4]);
    str_chars(s)[2 * i + 1] = static_cast<uint8_t>("0123456789abcdef"[bytes->data[i] & 15]);
  }
  return to_value(s);
}
bool length_argument(Thread& t, Value v, int64_t* n) {
  if (!int_argument(t, v, n)) return false;
  return (*n >= 0 && *n < (int64_t{1} << 31)) || raise_value_error("value must be positive");
}
Value hash_digest(Thread&, Value* args) { return to_value(finish_copy(hash_of(args), 0)); }
Value hash_hexdigest(Thread&, Value* args) { return hex_text(finish_copy(hash_of(args), 0)); }
Value xof_digest(Thread& t, Value* args) {
  int64_t n;
  return length_argument(t, args[1], &n) ? to_value(finish_copy(hash_of(args), n)) : kNull;
}
Value xof_hexdigest(Thread& t, Value* args) {
  int64_t n;
  return length_argument(t, args[1], &n) ? hex_text(finish_copy(hash_of(args), n)) : kNull;
}
Value hash_size(Thread&, Value* args) {
  return Value::from_small_int(hash_of(args)->digest->xof ? 0 : crypto.size(hash_of(args)->kind));
}
Value hash_block_size(Thread&, Value* args) { return Value::from_small_int(crypto.block_size(hash_of(args)->kind)); }
Value hash_name(Thread&, Value* args) { return str_value(hash_of(args)->digest->name); }
Value hash_repr(Thread&, Value* args) {
  Hash* h = hash_of(args);
  return to_value(str_format("<%s %s object @ %p>", h->digest->name, h->digest->xof ? "_hashlib.HASHXOF" : "_hashlib.HASH",
                             static_cast<void*>(h)));
}

Value hashlib_compare(Thread& t, Value* args) {
  bool text = is_str(args[0]) && is_str(args[1]);
  if (text && !(as_str(args[0])->is_ascii() && as_str(args[1])->is_ascii())) {
    return raise_type_error("comparing strings with non-ASCII characters is not supported");
  }
  std::string_view a, b;
  BytesArg left, right;
  if (text) {
    a = str_utf8(as_str(args[0]));
    b = str_utf8(as_str(args[1]));
  } else {
    if (!has_buffer(args[0]) || !has_buffer(args[1])) {
      return raise_type_error("unsupported operand types(s) or combination of types: '%.100s' and '%.100s'",
                              type_name(args[0]), type_name(args[1]));
    }
    if (!left.get(t, args[0]) || !right.get(t, args[1])) return kNull;
    a = {reinterpret_cast<const char*>(left.data()), left.size()};
    b = {reinterpret_cast<const char*>(right.data()), right.size()};
  }
  // The time depends on the length of b alone.
  volatile unsigned differs = a.size() != b.size();
  for (size_t i = 0; i < b.size(); i++) {
    differs = differs | static_cast<unsigned>((a.size() == b.size() ? a[i] : b[i]) ^ b[i]);
  }
  return Value::from_bool(differs == 0);
}

Value hashlib_pbkdf2(Thread& t, Value* args) {
  if (!is_str(args[0])) return raise_type_error("pbkdf2_hmac() argument 'hash_name' must be str, not %s", type_name(args[0]));
  const Digest* digest = find_digest(as_str(args[0]));
  const EVP_MD* kind = digest ? crypto.by_name(digest->openssl) : nullptr;
  if (!kind) return raise_value_error("unsupported hash type %s", CText(as_str(args[0])).c_str());
  BytesArg password, salt;
  int64_t rounds, length = crypto.size(kind);
  if (!password.get(t, args[1]) || !salt.get(t, args[2]) || !int_argument(t, args[3], &rounds)) return kNull;
  if (!args[4].is_none() && !int_argument(t, args[4], &length)) return kNull;
  if (rounds < 1) return raise_value_error("iteration value must be greater than 0.");
  if (length < 1) return raise_value_error("key length must be greater than 0.");
  if (rounds > INT32_MAX || length > INT32_MAX || password.size() > INT32_MAX || salt.size() > INT32_MAX) {
    return raise_error(exc::OverflowError, "argument of pbkdf2_hmac() is too long.");
  }
  PyBytes* out = bytes_new(static_cast<size_t>(length));
  if (!out) return kNull;
  int ok = crypto.pbkdf2(reinterpret_cast<const char*>(password.data()), static_cast<int>(password.size()), salt.data(),
                         static_cast<int>(salt.size()), static_cast<int>(rounds), kind, static_cast<int>(length), out->data);
  return ok ? Value(&out->header) : raise_openssl();
}

Value hashlib_fips_mode(Thread&, Value*) { return Value::from_small_int(0); }

PyType* unsupported_error;
// hmac.py then combines two digests itself.
Value hashlib_hmac_new(Thread&, Value*) { return raise_error(unsupported_error, "HMAC objects are made by the hmac module"); }

// The digest that a name or one of this module's openssl_NAME functions stands for; null: none.
const EVP_MD* digest_argument(Value v) {
  static constexpr std::string_view kPrefix = "openssl_";
  bool function = type_of(v) == type_builtin && str_utf8(v.as<PyNative>()->name).starts_with(kPrefix);
  if (!is_str(v) && !function) return nullptr;
  PyStr* name = is_str(v) ? as_str(v) : str_from_utf8(str_utf8(v.as<PyNative>()->name).substr(kPrefix.size()));
  const Digest* digest = name ? find_digest(name) : nullptr;
  return digest && !digest->xof ? crypto.by_name(digest->openssl) : nullptr;
}
Value hashlib_hmac_digest(Thread& t, Value* args) {
  BytesArg key, message;
  if (!key.get(t, args[0]) || !message.get(t, args[1])) return kNull;
  const EVP_MD* kind = digest_argument(args[2]);
  if (!kind) return raise_error(unsupported_error, "Unsupported digestmod");
  if (key.size() > INT32_MAX) return raise_error(exc::OverflowError, "key is too long.");
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (!crypto.hmac(kind, key.data(), static_cast<int>(key.size()), message.data(), message.size(), out, &size)) return raise_openssl();
  return to_value(bytes_from(out, size));
}

#define DIGEST_ARGUMENTS "(string=<absent>, *, usedforsecurity=True)"
const NativeDef kHashlibFunctions[] = {
    {"new(name, string=<absent>, *, usedforsecurity=True)", hashlib_new, kEffectAll,
     "Return a new hash object using the named algorithm."},
    {"openssl_md5" DIGEST_ARGUMENTS, openssl_digest<0>},        {"openssl_sha1" DIGEST_ARGUMENTS, openssl_digest<1>},
    {"openssl_sha224" DIGEST_ARGUMENTS, openssl_digest<2>},     {"openssl_sha256" DIGEST_ARGUMENTS, openssl_digest<3>},
    {"openssl_sha384" DIGEST_ARGUMENTS, openssl_digest<4>},     {"openssl_sha512" DIGEST_ARGUMENTS, openssl_digest<5>},
    {"openssl_sha3_224" DIGEST_ARGUMENTS, openssl_digest<6>},   {"openssl_sha3_256" DIGEST_ARGUMENTS, openssl_digest<7>},
    {"openssl_sha3_384" DIGEST_ARGUMENTS, openssl_digest<8>},   {"openssl_sha3_512" DIGEST_ARGUMENTS, openssl_digest<9>},
    {"openssl_shake_128" DIGEST_ARGUMENTS, openssl_digest<10>}, {"openssl_shake_256" DIGEST_ARGUMENTS, openssl_digest<11>},
    {"compare_digest(a, b, /)", hashlib_compare, kEffectAll, "Return 'a == b'."},
    {"pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)", hashlib_pbkdf2, kEffectAll,
     "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."},
    {"get_fips_mode()", hashlib_fips_mode, kEffectPure},
    {"hmac_digest(key, msg, digest)", hashlib_hmac_digest, kEffectAll, "Single-shot HMAC."},
    {"hmac_new(key, msg=<absent>, digestmod=None)", hashlib_hmac_new},
    {}};
#undef DIGEST_ARGUMENTS

#define HASH_COMMON                                                                                                       \
  {"update(self, obj, /)", hash_update, kEffectAll, "Update this hash object's state with the provided string."},         \
      {"copy(self, /)", hash_copy, kEffectAll, "Return a copy of the hash object."}, {"__repr__(self, /)", hash_repr},    \
      {"@getset digest_size", hash_size, kEffectReads}, {"@getset block_size", hash_block_size, kEffectReads},            \
      {"@getset name", hash_name, kEffectReads, "algorithm name."}
const NativeDef kHashMethods[] = {
    HASH_COMMON,
    {"digest(self, /)", hash_digest, kEffectAll, "Return the digest value as a bytes object."},
    {"hexdigest(self, /)", hash_hexdigest, kEffectAll, "Return the digest value as a string of hexadecimal digits."},
    {}};
const NativeDef kXofMethods[] = {
    HASH_COMMON,
    {"digest(self, /, length)", xof_digest, kEffectAll, "Return the digest value as a bytes object."},
    {"hexdigest(self, /, length)", xof_hexdigest, kEffectAll, "Return the digest value as a string of hexadecimal digits."},
    {}};
#undef HASH_COMMON

void hash_finalize(HeapObject* h) {
  auto* hash = reinterpret_cast<Hash*>(h);
  if (hash->context) crypto.context_free(hash->context);
}
const TypeSpec kHashSpec = {"_hashlib.HASH", nullptr, kTypeNoNew, {.finalize = hash_finalize, .bytes = sizeof(Hash), .leaf = true},
                            kHashMethods, "A hash is an object used to calculate a checksum of a string of information."};
const TypeSpec kXofSpec = {"_hashlib.HASHXOF", nullptr, kTypeNoNew, {.finalize = hash_finalize, .bytes = sizeof(Hash), .leaf = true},
                           kXofMethods, "A hash is an object used to calculate a checksum of a string of information."};

Value digest_names(Thread& t) {
  PyList* list = list_new(0);
  for (const Digest& d : kDigests) {
    if (!list || !crypto.by_name(d.openssl)) continue;
    Value name = str_value(d.name);
    if (!name || !list_append(list, name)) return kNull;
  }
  return list ? object_call_args(t, Value(&type_frozenset->header), Value(&list->header)) : kNull;
}

bool hashlib_init(Thread& t, PyDict* dict) {
  if (!load_crypto()) return false;
  hash_type = type_new_builtin(kHashSpec);
  xof_type = type_new_builtin(kXofSpec);
  unsupported_error = make_exception_class(t, "_hashlib", "UnsupportedDigestmodError", exc::ValueError);
  if (!hash_type || !xof_type || !unsupported_error) return false;
  return ModuleFiller(dict, "_hashlib")
      .functions(kHashlibFunctions)
      .type("HASH", hash_type)
      .type("HASHXOF", xof_type)
      .type("UnsupportedDigestmodError", unsupported_error)
      .value("openssl_md_meth_names", digest_names(t))
      .ok();
}

// The modules of single digests hold the same functions under their own names.
template <int kFirst, int kSecond>
bool digest_module_init(Thread& t, PyDict* dict) {
  Value hashlib = import_module(t, str_intern("_hashlib"));
  if (!hashlib) return false;
  for (int i : {kFirst, kSecond}) {
    PyStr* name = str_format("openssl_%s", kDigests[i].name);
    Value function = name ? object_get_attr(t, hashlib, str_intern(name)) : kNull;
    if (!function || !dict_set_str(dict, str_intern(kDigests[i].name), function)) return false;
  }
  return true;
}

}  // namespace

const NativeModule kHashlibModule = {"_hashlib", hashlib_init};
const NativeModule kMd5Module = {"_md5", digest_module_init<0, 0>};
const NativeModule kSha1Module = {"_sha1", digest_module_init<1, 1>};
const NativeModule kSha256Module = {"_sha256", digest_module_init<2, 3>};
const NativeModule kSha512Module = {"_sha512", digest_module_init<4, 5>};

}  // namespace pyvm
