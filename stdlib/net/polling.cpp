// The _polling module: poll() and epoll as functions on descriptors; the classes of module select are frozen/native/select.py.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include <cmath>
#include <ctime>
#include <vector>

#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"

namespace pyvm {

namespace {

// A time to wait that keeps running down over interruptions.
class Timeout {
 public:
  // Seconds as int or float; None or a negative number: without limit. False: exception pending.
  [[nodiscard]] bool set(Thread& t, Value v) {
    double seconds = -1;
    if (!v.is_none() && !seconds_argument(t, v, &seconds)) return false;
    limited_ = seconds >= 0;
    if (!limited_) return true;
    if (seconds > 2147483.0) seconds = 2147483.0;
    deadline_ = now() + static_cast<int64_t>(std::ceil(seconds * 1e3));
    return true;
  }
  int milliseconds() const {
    if (!limited_) return -1;
    int64_t left = deadline_ - now();
    return left > 0 ? static_cast<int>(left) : 0;
  }

 private:
  static int64_t now() {
    timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return int64_t{ts.tv_sec} * 1000 + ts.tv_nsec / 1000000;
  }
  bool limited_ = false;
  int64_t deadline_ = 0;
};

Value pair(int64_t fd, int64_t events) {
  Value items[2] = {Value::from_small_int(fd), int_from_int64(events)};
  return to_value(tuple_from(items, 2));
}

Value polling_poll(Thread& t, Value* args) {
  if (!is_list(args[0]) || !is_list(args[1]) || as_list(args[0])->length != as_list(args[1])->length) {
    return raise_type_error("two lists of the same length are needed");
  }
  std::vector<pollfd> fds(static_cast<size_t>(as_list(args[0])->length));
  for (size_t i = 0; i < fds.size(); i++) {
    int events;
    if (!c_int_argument(t, as_list(args[0])->items->items[i], &fds[i].fd)) return kNull;
    if (!c_int_argument(t, as_list(args[1])->items->items[i], &events)) return kNull;
    fds[i].events = static_cast<short>(events);
  }
  Timeout timeout;
  int ready;
  if (!timeout.set(t, args[2])) return kNull;
  if (!system_call(t, &ready, [&] { return poll(fds.data(), fds.size(), timeout.milliseconds()); })) return kNull;
  if (ready < 0) return raise_os_error(errno, kNull);
  PyList* list = list_new(0);
  for (const pollfd& fd : fds) {
    if (!list) return kNull;
    if (!fd.revents) continue;
    Value item = pair(fd.fd, static_cast<unsigned short>(fd.revents));
    if (!item || !list_append(list, item)) return kNull;
  }
  return to_value(list);
}

// ---- select()

// One of the three lists of select(): the objects as given, their descriptors, what is waited for.
struct Waiting {
  Value files;
  std::vector<int> fds;
  short wanted, ready;
};
bool waiting_argument(Thread& t, Value v, Waiting* out) {
  out->files = object_to_list(t, v);
  if (!out->files) {
    if (!error_matches(exc::TypeError)) return false;
    error_clear();
    return raise_type_error("arguments 1-3 must be sequences");
  }
  for (int64_t i = 0; i < as_list(out->files)->length; i++) {
    int fd;
    if (!descriptor_argument(t, as_list(out->files)->items->items[i], &fd)) return false;
    if (fd >= FD_SETSIZE) return raise_value_error("filedescriptor out of range in select()");
    out->fds.push_back(fd);
  }
  return true;
}
bool timeout_argument(Thread& t, Value v, Timeout* timeout) {
  double seconds;
  if (v.is_none()) return timeout->set(t, v);
  if (!seconds_argument(t, v, &seconds)) {
    if (!error_matches(exc::TypeError)) return false;
    error_clear();
    return raise_type_error("timeout must be a float or None");
  }
  if (seconds < 0) return raise_value_error("timeout must be non-negative");
  return timeout->set(t, v);
}

// poll() does the work, so descriptors need not be below 1024; as in CPython larger ones are refused all the same.
Value polling_select(Thread& t, Value* args) {
  Waiting lists[3] = {{kNull, {}, POLLIN, POLLIN | POLLHUP | POLLERR}, {kNull, {}, POLLOUT, POLLOUT | POLLERR}, {kNull, {}, POLLPRI, POLLPRI}};
  Timeout timeout;
  std::vector<pollfd> fds;
  for (int k = 0; k < 3; k++) {
    if (!waiting_argument(t, args[k], &lists[k])) return kNull;
    for (int fd : lists[k].fds) fds.push_back({fd, lists[k].wanted, 0});
  }
  if (!timeout_argument(t, args[3], &timeout)) return kNull;
  int ready;
  if (!system_call(t, &ready, [&] { return poll(fds.data(), fds.size(), timeout.milliseconds()); })) return kNull;
  if (ready < 0) return raise_os_error(errno, kNull);
  Value results[3];
  size_t next = 0;
  for (int k = 0; k < 3; k++) {
    PyList* list = list_new(0);
    results[k] = to_value(list);
    for (size_t i = 0; i < lists[k].fds.size(); i++) {
      short events = fds[next++].revents;
      if (events & POLLNVAL) return raise_os_error(EBADF, kNull);
      if ((events & lists[k].ready) && (!list || !list_append(list, as_list(lists[k].files)->items->items[i]))) return kNull;
    }
  }
  return results[0] && results[1] && results[2] ? to_value(tuple_from(results, 3)) : kNull;
}

// ---- epoll

Value polling_epoll_create(Thread& t, Value* args) {
  int flags;
  return c_int_argument(t, args[0], &flags) ? int_or_error(epoll_create1(flags | EPOLL_CLOEXEC)) : kNull;
}
Value polling_epoll_control(Thread& t, Value* args) {
  int epoll, operation, fd;
  int64_t events;
  if (!c_int_arguments(t, args, &epoll, &operation, &fd) || !int_argument(t, args[3], &events)) return kNull;
  epoll_event event{};
  event.events = static_cast<uint32_t>(events);
  event.data.fd = fd;
  return none_or_error(epoll_ctl(epoll, operation, fd, &event));
}
Value polling_epoll_wait(Thread& t, Value* args) {
  int epoll, most;
  Timeout timeout;
  if (!c_int_arguments(t, args, &epoll, &most) || !timeout.set(t, args[2])) return kNull;
  std::vector<epoll_event> events(static_cast<size_t>(most));
  int ready;
  if (!system_call(t, &ready, [&] { return epoll_wait(epoll, events.data(), most, timeout.milliseconds()); })) return kNull;
  if (ready < 0) return raise_os_error(errno, kNull);
  PyList* list = list_new(0);
  for (int i = 0; i < ready; i++) {
    Value item = list ? pair(events[i].data.fd, events[i].events) : kNull;
    if (!item || !list_append(list, item)) return kNull;
  }
  return to_value(list);
}

const NativeDef kFunctions[] = {
    {"poll(fds, events, timeout, /)", polling_poll},
    {"select(rlist, wlist, xlist, timeout=None, /)", polling_select, kEffectAll,
     "Wait until one or more file descriptors are ready for some kind of I/O."},
    {"epoll_create(flags, /)", polling_epoll_create},
    {"epoll_control(epoll, operation, fd, events, /)", polling_epoll_control},
    {"epoll_wait(epoll, maxevents, timeout, /)", polling_epoll_wait},
    {},
};
#define ROW(name) {#name, static_cast<int64_t>(name)}
const IntRow kConstants[] = {
    ROW(POLLIN),       ROW(POLLOUT),      ROW(POLLPRI),      ROW(POLLERR),       ROW(POLLHUP),        ROW(POLLNVAL),
    ROW(POLLRDNORM),   ROW(POLLRDBAND),   ROW(POLLWRNORM),   ROW(POLLWRBAND),    ROW(POLLMSG),        ROW(POLLRDHUP),
    ROW(EPOLLIN),      ROW(EPOLLOUT),     ROW(EPOLLPRI),     ROW(EPOLLERR),      ROW(EPOLLHUP),       ROW(EPOLLRDHUP),
    ROW(EPOLLET),      ROW(EPOLLONESHOT), ROW(EPOLLEXCLUSIVE), ROW(EPOLLRDNORM), ROW(EPOLLRDBAND),    ROW(EPOLLWRNORM),
    ROW(EPOLLWRBAND),  ROW(EPOLLMSG),     ROW(EPOLL_CLOEXEC), ROW(EPOLL_CTL_ADD), ROW(EPOLL_CTL_MOD), ROW(EPOLL_CTL_DEL)};
#undef ROW

bool init(Thread&, PyDict* dict) { return ModuleFiller(dict, "_polling").functions(kFunctions).integers(kConstants).ok(); }

}  // namespace

const NativeModule kPollingModule = {"_polling", init};

}  // namespace pyvm
