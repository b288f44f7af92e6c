// Invariants:
//   1. Every value is 64 bits: floats as their bits (F32 in the low half), I1 as 0 or 1, I32 sign-extended.
//   2. Values live in a vector, which the collector's scan of native stacks does not see: a root tracer shows it all
//      vectors of evaluations that are running.
#include "jit/evaluate.h"

#include <cmath>
#include <cstring>
#include <vector>

#include "gc/heap.h"
#include "jit/backend.h"
#include "jit/helpers.h"
#include "jit/layout.h"
#include "jit/return_point.h"
#include "jit/trace.h"
#include "vm/object/float.h"
#include "vm/object/value.h"
#include "vm/run/thread.h"

namespace pyvm::jit {

namespace {

constexpr uint64_t kCanonicalNan = uint64_t{0x7FF8000000000000};

double as_double(uint64_t bits) {
  double d;
  std::memcpy(&d, &bits, 8);
  return d;
}
float as_float(uint64_t bits) {
  float f;
  std::memcpy(&f, &bits, 4);
  return f;
}
uint64_t bits_of(double d) {
  uint64_t bits;
  std::memcpy(&bits, &d, 8);
  return bits;
}
uint64_t bits_of(float f) {
  uint32_t bits;
  std::memcpy(&bits, &f, 4);
  return bits;
}

uint64_t read(const void* at, MemKind kind) {
  uint64_t bits = 0;
  std::memcpy(&bits, at, static_cast<size_t>(kMemBytes[static_cast<int>(kind)]));
  switch (kind) {
    case MemKind::I8: return static_cast<uint64_t>(int64_t{static_cast<int8_t>(bits)});
    case MemKind::I16: return static_cast<uint64_t>(int64_t{static_cast<int16_t>(bits)});
    case MemKind::I32: return static_cast<uint64_t>(int64_t{static_cast<int32_t>(bits)});
    default: return bits;
  }
}
void write(void* at, uint64_t bits, MemKind kind) {
  std::memcpy(at, &bits, static_cast<size_t>(kMemBytes[static_cast<int>(kind)]));
}

int64_t floor_divide(int64_t a, int64_t b) {
  int64_t q = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}

class Evaluation {
 public:
  Evaluation(Thread& t, Value* base) : t_(t), base_(base), next_(running) { running = this; }
  ~Evaluation() {
    Evaluation** link = &running;   // other threads may have begun evaluations since
    while (*link != this) link = &(*link)->next_;
    *link = next_;
  }

  const void* run(Trace* trace, uint64_t result) {
    parent_ = {result};
    start(trace);
    while (!left_) step();
    return result_;
  }

  static void roots(gc::Visitor& visitor, void*) {
    for (Evaluation* e = running; e; e = e->next_) {
      for (uint64_t bits : e->values_) visitor.visit_ambiguous(bits);
      for (uint64_t bits : e->parent_) visitor.visit_ambiguous(bits);
    }
  }

 private:
  // ---- values
  const TraceIr& ir() const { return trace_->ir; }
  uint64_t value(Ref r) const { return is_const(r) ? ir().konst(r).bits : values_[r - kRefBias]; }
  int64_t integer(Ref r) const { return static_cast<int64_t>(value(r)); }
  double number(Ref r) const { return as_double(value(r)); }
  char* pointer(Ref r) const { return reinterpret_cast<char*>(value(r)); }
  void set(uint64_t bits) { values_[at_] = bits; }
  void set(int64_t i) { set(static_cast<uint64_t>(i)); }
  void set_double(double d) { set(bits_of(d)); }
  void set_bool(bool b) { set(uint64_t{b}); }

  // ---- control
  void start(Trace* trace) {
    trace_ = trace;
    values_.assign(trace->ir.ins.size(), 0);
    at_ = 0;
  }

  void step() {
    PYVM_CHECK(at_ < ir().ins.size());
    const IrIns& in = ir().ins[at_];
    jumped_ = false;
    evaluate(in);
    if (!jumped_) at_++;
  }

  void jump(size_t index) {
    at_ = index;
    jumped_ = true;
  }

  void guard(bool holds) {
    if (!holds) take_exit();
  }

  // The exit of the guard at at_: into its side trace, or to the interpreter.
  void take_exit() {
    jumped_ = true;
    const std::vector<ExitPoint>& exits = trace_->machine.exits;
    uint32_t number = 0;
    while (exits[number].guard != kRefBias + at_) number++;
    const ExitPoint& exit = exits[number];
    std::vector<uint64_t> passed = exit_values(exit);
    if (*exit.link != exit.unlinked) {
      for (Trace* side : trace_->sides) {
        if (side->machine.entry != *exit.link) continue;
        parent_ = std::move(passed);
        return start(side);
      }
      PYVM_CHECK(!"an exit is linked to a trace that is not there");
    }
    ExitState state{};
    state.base = base_;
    for (uint32_t i = 0; i < exit.values; i++) {
      const Location& to = trace_->machine.locations[exit.first_value + i];
      if (to.kind == Location::kGpr) state.gpr[to.reg] = passed[i];
      if (to.kind == Location::kFpr) state.fpr[to.reg] = as_double(passed[i]);
      if (to.kind == Location::kSpill) state.spill[to.spill] = passed[i];
    }
    result_ = on_exit(&t_, &state, trace_, number);
    left_ = true;
  }

  // In the order in which ExitPoint numbers them.
  std::vector<uint64_t> exit_values(const ExitPoint& exit) const {
    const Snapshots& snaps = ir().snaps;
    const Snapshot& snap = snaps.list[exit.snapshot];
    std::vector<uint64_t> all;
    for (uint32_t i = 0; i < snap.count; i++) all.push_back(value(snaps.entries[snap.first + i].ref));
    for (uint32_t o = 0; o < snap.objects; o++) {
      const SnapObject& object = snaps.objects[snap.first_object + o];
      all.push_back(value(object.alloc));
      for (uint32_t i = 0; i < object.count; i++) all.push_back(value(snaps.entries[object.first + i].ref));
    }
    return all;
  }

  size_t loop_index() const { return ir().loop - kRefBias; }

  // The PHIs after the LOOP get their values at once.
  void enter_loop(bool from_back_edge) {
    std::vector<uint64_t> incoming;
    size_t first = loop_index() + 1, end = first;
    for (; end < ir().ins.size() && ir().ins[end].op == IrOp::PHI; end++) {
      incoming.push_back(value(from_back_edge ? ir().ins[end].b : ir().ins[end].a));
    }
    for (size_t i = first; i < end; i++) values_[i] = incoming[i - first];
    jump(end);
  }

  void enter_body() {
    Trace* target = trace_->target;
    std::vector<std::pair<Ref, uint64_t>> passed;
    for (const TraceIr::BodyValue& v : ir().body_values) passed.push_back({v.theirs, value(v.mine)});
    start(target);
    for (const auto& [ref, bits] : passed) values_[ref - kRefBias] = bits;
    // Addresses that machine code folds into loads and stores are not passed: their operands are.
    for (at_ = 0; at_ < loop_index(); at_++) {
      if (ir().ins[at_].op == IrOp::AREF && values_[at_] == 0) evaluate(ir().ins[at_]);
    }
    size_t first = loop_index() + 1;
    while (ir().ins[first].op == IrOp::PHI) first++;
    jump(first);
  }

  void evaluate(const IrIns& in) {
    switch (in.op) {
      case IrOp::NOP: case IrOp::CARG: case IrOp::PAIR: case IrOp::VNEW: case IrOp::DSTORE: case IrOp::PHI: return;
      case IrOp::SLOT: return set(base_[in.lit_a()].bits());
      case IrOp::PARENT: return set(parent_[in.a]);
      case IrOp::SSTORE: return write(&base_[in.lit_a()], value(in.b), MemKind::WORD);
      case IrOp::FRAMEOBJ: {
        Value* base = base_ + in.lit_a();
        frame_object(base) = reinterpret_cast<PyFrame*>(pointer(in.b));
        frame_info(base).flags &= kFrameGenerator;
        return;
      }
      case IrOp::SLOTADDR: return set(reinterpret_cast<uint64_t>(base_ + in.lit_a()));
      case IrOp::REBASE: base_ += in.lit_a(); return;
      case IrOp::THREAD: return set(reinterpret_cast<uint64_t>(&t_));
      case IrOp::LOOP: return enter_loop(false);
      case IrOp::JLOOP: return ir().loop == kNoRef ? jump(0) : enter_loop(true);
      case IrOp::JTRACE:
        start(in.a == trace_->number ? trace_ : trace_->target);
        jumped_ = true;
        return;
      case IrOp::JBODY: return enter_body();
      case IrOp::JEXIT: return take_exit();
      case IrOp::JRET: return evaluate_return(in);
      case IrOp::JCATCH:
        base_ = t_.base;
        start(return_trace_at(static_cast<uint32_t>(value(in.a))));
        jumped_ = true;
        return;
      case IrOp::ROOM:
        return guard(t_.depth + in.b + kTraceFrames <= t_.recursion_limit && base_ + in.lit_a() + kTraceWords <= t_.stack_end);
      case IrOp::POLL: return guard(__atomic_load_n(&t_.poll, __ATOMIC_RELAXED) == 0);
      case IrOp::GUARD_T: return guard(value(in.a) & 1);
      case IrOp::GUARD_F: return guard(!(value(in.a) & 1));
      case IrOp::GFINITE:
        return guard(std::isfinite(ir().type(in.a) == IrType::F64 ? number(in.a) : static_cast<double>(as_float(value(in.a)))));
      case IrOp::GLAYOUT: return guard(reinterpret_cast<gc::Header*>(pointer(in.a))->layout == in.b);
      case IrOp::BOXI: case IrOp::BOXIU: case IrOp::BOXF: case IrOp::BOXB: case IrOp::BOXR: case IrOp::UNBOXI:
      case IrOp::UNBOXF: case IrOp::UNBOXB: case IrOp::UNBOXR: case IrOp::UNBOXRU:
        return evaluate_box(in);
      case IrOp::ADD: case IrOp::SUB: case IrOp::MUL: case IrOp::DIV: case IrOp::FLOORDIV: case IrOp::MOD: case IrOp::NEG:
      case IrOp::ABS: case IrOp::MIN: case IrOp::MAX: case IrOp::AND: case IrOp::OR: case IrOp::XOR: case IrOp::SHL:
      case IrOp::SAR: case IrOp::SHR: case IrOp::SQRT: case IrOp::FLOOR: case IrOp::CEIL: case IrOp::TRUNC:
        return in.type == IrType::F64 ? set_double(arithmetic(in, number(in.a), operand(in.b)))
               : in.type == IrType::F32
                   ? set(bits_of(arithmetic(in, as_float(value(in.a)), static_cast<float>(single(in.b)))))
                   : evaluate_int(in);
      case IrOp::SQUARE: return set_double(float_square(number(in.a)));
      case IrOp::ADDOV: case IrOp::SUBOV: case IrOp::MULOV: return evaluate_overflow(in);
      case IrOp::SELECT: {
        const IrIns& pair = ir().at(in.b);
        return set(value(value(in.a) & 1 ? pair.a : pair.b));
      }
      case IrOp::I2F: return set_double(static_cast<double>(integer(in.a)));
      case IrOp::F2I: {
        double d = number(in.a);
        if (!(d > -0x1p62 && d < 0x1p62)) return guard(false);
        return set(static_cast<int64_t>(d));
      }
      case IrOp::B2I: return set(value(in.a) & 1);
      case IrOp::I2B: return set_bool(value(in.a) != 0);
      case IrOp::D2S: return set(bits_of(static_cast<float>(number(in.a))));
      case IrOp::S2D: return set_double(as_float(value(in.a)));
      case IrOp::SEXT: return set(integer_of_width(in, true));
      case IrOp::ZEXT: return set(integer_of_width(in, false));
      case IrOp::CAST: return set(value(in.a));
      case IrOp::EQ: case IrOp::NE: case IrOp::LT: case IrOp::LE: case IrOp::GT: case IrOp::GE: case IrOp::ULT: case IrOp::UGE:
        return set_bool(compare(in));
      case IrOp::NOT: return set_bool(!(value(in.a) & 1));
      case IrOp::FLOAD: return set(read(pointer(in.a) + field_info(in.aux).offset, field_info(in.aux).kind));
      case IrOp::FSTORE: return write(pointer(in.a) + field_info(in.aux).offset, value(in.b), field_info(in.aux).kind);
      case IrOp::AREF: return set((value(in.b) << addr_scale(in.aux)) + value(in.a) + static_cast<uint64_t>(addr_disp(in.aux)));
      case IrOp::ALOAD: return set(read(pointer(in.a), mem_kind(in.aux)));
      case IrOp::ASTORE: return write(pointer(in.a), value(in.b), mem_kind(in.aux));
      case IrOp::BARRIER: return gc::barrier(reinterpret_cast<gc::Header*>(pointer(in.a)), value(in.b));
      case IrOp::CARD: {
        auto* owner = reinterpret_cast<gc::Header*>(pointer(in.a));
        const IrIns& pair = ir().at(in.b);
        if (owner->mark == gc::black && gc::is_heap_word(value(pair.b))) gc::remember_slot(owner, pointer(pair.a));
        return;
      }
      case IrOp::NEW: {
        gc::Header* object = gc::allocate(in.a, in.b);
        return object ? set(reinterpret_cast<uint64_t>(object)) : guard(false);
      }
      case IrOp::CALL: case IrOp::CALLP: return evaluate_call(in);
    }
  }

  void evaluate_return(const IrIns& in) {
    FrameInfo info = frame_info(base_);
    if (!(info.flags & (in.b ? kFrameCompiled | kFrameCompiledInit : kFrameCompiled))) return guard(false);
    parent_ = {value(in.a)};
    base_ = t_.base = frame_caller(base_);
    t_.depth--;
    start(return_trace_at(info.extra));
    jumped_ = true;
  }

  void evaluate_box(const IrIns& in) {
    uint64_t bits = value(in.a);
    Value v = in.op >= IrOp::UNBOXI ? Value::from_bits(bits) : Value();
    switch (in.op) {
      case IrOp::BOXI:
        if (!Value::fits_int(integer(in.a))) return guard(false);
        return set(Value::from_small_int(integer(in.a)).bits());
      case IrOp::BOXIU: return set(Value::from_small_int(integer(in.a)).bits());
      case IrOp::BOXF:
        if (number(in.a) != number(in.a)) bits = ir().raw_floats ? kCanonicalNan : bits;
        return set(bits + Value::kDoubleOffset);
      case IrOp::BOXB: return set(Value::from_bool(bits & 1).bits());
      case IrOp::UNBOXI: return v.is_small_int() ? set(v.small_int()) : guard(false);
      case IrOp::UNBOXF: return v.is_double() ? set_double(v.as_double()) : guard(false);
      case IrOp::UNBOXB: return v.is_bool() ? set_bool(v.is_true()) : guard(false);
      case IrOp::UNBOXR: return v.is_heap() ? set(bits) : guard(false);
      default: return set(bits);
    }
  }

  double operand(Ref r) const { return r == kNoRef ? 0 : number(r); }
  float single(Ref r) const { return r == kNoRef ? 0 : as_float(value(r)); }

  template <class F>
  static F arithmetic(const IrIns& in, F a, F b) {
    switch (in.op) {
      case IrOp::ADD: return a + b;
      case IrOp::SUB: return a - b;
      case IrOp::MUL: return a * b;
      case IrOp::DIV: return a / b;
      case IrOp::NEG: return -a;
      case IrOp::ABS: return std::fabs(a);
      case IrOp::SQRT: return std::sqrt(a);
      case IrOp::FLOOR: return std::floor(a);
      case IrOp::CEIL: return std::ceil(a);
      case IrOp::TRUNC: return std::trunc(a);
      default: PYVM_CHECK(!"float arithmetic that the evaluator does not know"); return a;
    }
  }

  void evaluate_int(const IrIns& in) {
    uint64_t a = value(in.a), b = in.b == kNoRef ? 0 : value(in.b);
    int64_t x = static_cast<int64_t>(a), y = static_cast<int64_t>(b);
    switch (in.op) {
      case IrOp::ADD: return set(a + b);
      case IrOp::SUB: return set(a - b);
      case IrOp::MUL: return set(a * b);
      case IrOp::FLOORDIV: return set(floor_divide(x, y));
      case IrOp::MOD: return set(x - floor_divide(x, y) * y);
      case IrOp::NEG: return set(-a);
      case IrOp::ABS: return set(x < 0 ? -a : a);
      case IrOp::MIN: return set(x < y ? x : y);
      case IrOp::MAX: return set(x > y ? x : y);
      case IrOp::AND: return set(a & b);
      case IrOp::OR: return set(a | b);
      case IrOp::XOR: return set(a ^ b);
      case IrOp::SHL: return set(a << (b & 63));
      case IrOp::SAR: return set(x >> (b & 63));
      case IrOp::SHR: return set(a >> (b & 63));
      default: PYVM_CHECK(!"integer arithmetic that the evaluator does not know");
    }
  }

  void evaluate_overflow(const IrIns& in) {
    int64_t out;
    bool over = in.op == IrOp::ADDOV   ? __builtin_add_overflow(integer(in.a), integer(in.b), &out)
                : in.op == IrOp::SUBOV ? __builtin_sub_overflow(integer(in.a), integer(in.b), &out)
                                       : __builtin_mul_overflow(integer(in.a), integer(in.b), &out);
    over ? guard(false) : set(out);
  }

  uint64_t integer_of_width(const IrIns& in, bool with_sign) const {
    int shift = 64 - in.lit_b();
    uint64_t up = value(in.a) << shift;
    return with_sign ? static_cast<uint64_t>(static_cast<int64_t>(up) >> shift) : up >> shift;
  }

  template <class T>
  static bool ordered(IrOp op, T a, T b) {
    switch (op) {
      case IrOp::EQ: return a == b;
      case IrOp::NE: return a != b;
      case IrOp::LT: return a < b;
      case IrOp::LE: return a <= b;
      case IrOp::GT: return a > b;
      default: return a >= b;
    }
  }
  bool compare(const IrIns& in) const {
    IrType type = ir().type(in.a);
    if (type == IrType::F64) return ordered(in.op, number(in.a), number(in.b));
    if (type == IrType::F32) return ordered(in.op, as_float(value(in.a)), as_float(value(in.b)));
    bool narrow = type == IrType::I32 || type == IrType::I1;
    if (in.op == IrOp::ULT || in.op == IrOp::UGE) {
      uint64_t a = narrow ? static_cast<uint32_t>(value(in.a)) : value(in.a);
      uint64_t b = narrow ? static_cast<uint32_t>(value(in.b)) : value(in.b);
      return (a < b) == (in.op == IrOp::ULT);
    }
    if (narrow) return ordered(in.op, static_cast<int32_t>(value(in.a)), static_cast<int32_t>(value(in.b)));
    return ordered(in.op, integer(in.a), integer(in.b));
  }

  // ---- calls
  void flatten(Ref args, std::vector<Ref>* out) const {
    if (args == kNoRef) return;
    if (!is_const(args) && ir().at(args).op == IrOp::CARG) {
      flatten(ir().at(args).a, out);
      out->push_back(ir().at(args).b);
      return;
    }
    out->push_back(args);
  }

  // Integers and floats travel in registers of their own, so a call that passes all of both passes any signature.
  void evaluate_call(const IrIns& in) {
    std::vector<Ref> args;
    flatten(in.b, &args);
    const char* signature = in.op == IrOp::CALL ? helper_info(static_cast<Helper>(in.a)).arguments : nullptr;
    const void* function = in.op == IrOp::CALL ? helper_info(static_cast<Helper>(in.a)).function() : pointer(in.a);
    uint64_t words[6] = {};
    double floats[8] = {};
    size_t w = 0, f = 0, next = 0;
    auto pass = [&](Ref r) {
      if (is_fp(ir().type(r))) {
        floats[f++] = number(r);
      } else {
        words[w++] = value(r);
      }
    };
    for (const char* s = signature; s && *s; s++) {
      if (*s == 'T') words[w++] = reinterpret_cast<uint64_t>(&t_);
      else pass(args[next++]);
    }
    while (next < args.size()) pass(args[next++]);
    invoke(in, function, words, floats);
  }

  void invoke(const IrIns& in, const void* function, const uint64_t* w, const double* f) {
    using Words = uint64_t (*)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, double, double, double, double,
                               double, double, double, double);
    using Floats = double (*)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, double, double, double, double,
                              double, double, double, double);
    if (is_fp(in.type)) {
      double d = reinterpret_cast<Floats>(reinterpret_cast<uintptr_t>(function))(w[0], w[1], w[2], w[3], w[4], w[5], f[0], f[1],
                                                                                f[2], f[3], f[4], f[5], f[6], f[7]);
      return set_double(d);   // an F32 stands in the low half
    }
    uint64_t bits = reinterpret_cast<Words>(reinterpret_cast<uintptr_t>(function))(w[0], w[1], w[2], w[3], w[4], w[5], f[0], f[1],
                                                                                  f[2], f[3], f[4], f[5], f[6], f[7]);
    if (in.type == IrType::I1) bits &= 0xFF;
    if (in.type == IrType::I32) bits = static_cast<uint64_t>(int64_t{static_cast<int32_t>(bits)});
    if (in.type != IrType::VOID) set(bits);
  }

  static inline Evaluation* running = nullptr;
  Thread& t_;
  Value* base_;
  Evaluation* next_;
  Trace* trace_ = nullptr;
  std::vector<uint64_t> values_, parent_;
  size_t at_ = 0;
  bool jumped_ = false, left_ = false;
  const void* result_ = nullptr;
};

}  // namespace

const void* evaluate(Thread& t, Value* base, Trace* trace, uint64_t result) {
  static const bool kTraced = (gc::add_root_tracer(Evaluation::roots, nullptr), true);
  (void)kTraced;
  return Evaluation(t, base).run(trace, result);
}

}  // namespace pyvm::jit
