// The termios module: terminal attributes.
#include <sys/ioctl.h>
#include <termios.h>

#include <cstring>

#include "stdlib/module_builder.h"
#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

PyType* type_error;

Value failure() {
  Value items[2] = {Value::from_small_int(errno), str_value(strerror(errno))};
  PyTuple* args = items[1] ? tuple_from(items, 2) : nullptr;
  Value exception = args ? exception_new(current_thread(), type_error, Value(&args->header)) : kNull;
  return exception ? Value(raise_instance(exception)) : kNull;
}
Value none_or_failure(int result) { return result < 0 ? failure() : kNone; }

// VMIN and VTIME are numbers where input comes character by character.
bool is_number(const termios& mode, int i) { return !(mode.c_lflag & ICANON) && (i == VMIN || i == VTIME); }

Value termios_tcgetattr(Thread& t, Value* args) {
  int fd;
  termios mode;
  if (!descriptor_argument(t, args[0], &fd)) return kNull;
  if (tcgetattr(fd, &mode) < 0) return failure();
  PyList* characters = list_new(0);
  for (int i = 0; characters && i < NCCS; i++) {
    Value c = is_number(mode, i) ? Value::from_small_int(mode.c_cc[i]) : to_value(bytes_from(&mode.c_cc[i], 1));
    if (!c || !list_append(characters, c)) return kNull;
  }
  Value items[7] = {int_from_int64(mode.c_iflag), int_from_int64(mode.c_oflag), int_from_int64(mode.c_cflag),
                    int_from_int64(mode.c_lflag), int_from_int64(cfgetispeed(&mode)), int_from_int64(cfgetospeed(&mode)),
                    to_value(characters)};
  return characters ? to_value(list_from(items, 7)) : kNull;
}

bool characters_argument(Thread& t, Value v, termios* mode) {
  if (!is_list(v) || as_list(v)->length != NCCS) {
    return raise_type_error("tcsetattr: attributes[6] must be %d element list", NCCS);
  }
  for (int i = 0; i < NCCS; i++) {
    Value c = as_list(v)->items->items[i];
    int number;
    if (is_bytes(c) && as_bytes(c)->length == 1) {
      mode->c_cc[i] = as_bytes(c)->data[0];
    } else if (is_int(c)) {
      if (!c_int_argument(t, c, &number)) return false;
      mode->c_cc[i] = static_cast<cc_t>(number);
    } else {
      return raise_type_error("tcsetattr: elements of attributes must be characters or integers");
    }
  }
  return true;
}
Value termios_tcsetattr(Thread& t, Value* args) {
  int fd, when;
  termios mode;
  if (!descriptor_argument(t, args[0], &fd) || !c_int_argument(t, args[1], &when)) return kNull;
  if (!is_list(args[2]) || as_list(args[2])->length != 7) return raise_type_error("tcsetattr, arg 3: must be 7 element list");
  if (tcgetattr(fd, &mode) < 0) return failure();
  const Value* items = as_list(args[2])->items->items;
  int64_t numbers[6];
  for (int i = 0; i < 6; i++) {
    if (!int_argument(t, items[i], &numbers[i])) return kNull;
  }
  mode.c_iflag = static_cast<tcflag_t>(numbers[0]);
  mode.c_oflag = static_cast<tcflag_t>(numbers[1]);
  mode.c_cflag = static_cast<tcflag_t>(numbers[2]);
  mode.c_lflag = static_cast<tcflag_t>(numbers[3]);
  if (!characters_argument(t, items[6], &mode)) return kNull;
  if (cfsetispeed(&mode, static_cast<speed_t>(numbers[4])) < 0 || cfsetospeed(&mode, static_cast<speed_t>(numbers[5])) < 0) {
    return failure();
  }
  int result;
  return system_call(t, &result, [&] { return tcsetattr(fd, when, &mode); }) ? none_or_failure(result) : kNull;
}

template <int (*kCall)(int, int)>
Value with_number(Thread& t, Value* args) {
  int fd, number;
  return descriptor_argument(t, args[0], &fd) && c_int_argument(t, args[1], &number) ? none_or_failure(kCall(fd, number)) : kNull;
}
Value termios_tcdrain(Thread& t, Value* args) {
  int fd, result;
  if (!descriptor_argument(t, args[0], &fd) || !system_call(t, &result, [fd] { return tcdrain(fd); })) return kNull;
  return none_or_failure(result);
}
Value termios_tcgetwinsize(Thread& t, Value* args) {
  int fd;
  winsize size;
  if (!descriptor_argument(t, args[0], &fd)) return kNull;
  if (ioctl(fd, TIOCGWINSZ, &size) < 0) return failure();
  Value items[2] = {Value::from_small_int(size.ws_row), Value::from_small_int(size.ws_col)};
  return to_value(tuple_from(items, 2));
}
Value termios_tcsetwinsize(Thread& t, Value* args) {
  int fd, rows, columns;
  winsize size;
  if (!descriptor_argument(t, args[0], &fd)) return kNull;
  Value list = object_to_list(t, args[1]);
  if (!list) return kNull;
  if (as_list(list)->length != 2) return raise_type_error("tcsetwinsize, arg 2: must be a two-item sequence");
  if (!c_int_arguments(t, as_list(list)->items->items, &rows, &columns)) return kNull;
  if (ioctl(fd, TIOCGWINSZ, &size) < 0) return failure();
  size.ws_row = static_cast<unsigned short>(rows);
  size.ws_col = static_cast<unsigned short>(columns);
  return none_or_failure(ioctl(fd, TIOCSWINSZ, &size));
}

const NativeDef kFunctions[] = {
    {"tcgetattr(fd, /)", termios_tcgetattr, kEffectAll, "Get the tty attributes for file descriptor fd."},
    {"tcsetattr(fd, when, attributes, /)", termios_tcsetattr, kEffectAll, "Set the tty attributes for file descriptor fd."},
    {"tcsendbreak(fd, duration, /)", with_number<tcsendbreak>, kEffectAll, "Send a break on file descriptor fd."},
    {"tcflush(fd, queue, /)", with_number<tcflush>, kEffectAll, "Discard queued data on file descriptor fd."},
    {"tcflow(fd, action, /)", with_number<tcflow>, kEffectAll, "Suspend or resume input or output on file descriptor fd."},
    {"tcdrain(fd, /)", termios_tcdrain, kEffectAll, "Wait until all output written to file descriptor fd has been transmitted."},
    {"tcgetwinsize(fd, /)", termios_tcgetwinsize, kEffectAll, "Get the tty winsize for file descriptor fd."},
    {"tcsetwinsize(fd, winsize, /)", termios_tcsetwinsize, kEffectAll, "Set the tty winsize for file descriptor fd."},
    {},
};
const IntRow kConstants[] = {
#define ROW(name) {#name, static_cast<int64_t>(name)},
#include "stdlib/posix/termios.def"
#undef ROW
};

bool init(Thread& t, PyDict* dict) {
  type_error = make_exception_class(t, "termios", "error", exc::Exception);
  if (!type_error) return false;
  return ModuleFiller(dict, "termios").functions(kFunctions).integers(kConstants).type("error", type_error).ok();
}

}  // namespace

const NativeModule kTermiosModule = {"termios", init};

}  // namespace pyvm
