// The dispatch loop: fast paths only. Slow paths are in slow_<topic>.cpp.
//
// Invariants:
//  1. t.base is the running frame's base at all times inside the loop; t.pc is stored before anything that may raise,
//     call Python, collect or look at frames.
//  2. `code`, `consts` belong to the frame at `base`; LOAD_FRAME re-reads them after every frame switch.
//  3. A slow path that returns kFramePushed has left the new frame's base in t.pushed; the loop then runs it, and its
//     RETURN delivers the result according to FrameInfo.action.
//  4. A frame entered from C++ has action kNative: its RETURN, or an exception that leaves it, leaves the loop.
#include "vm/run/dispatch.h"

#include "jit/jit.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/iter.h"
#include "vm/object/jitted.h"
#include "vm/object/native.h"
#include "vm/object/parallel_iter.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/consumer.h"
#include "vm/run/generator.h"
#include "vm/run/hooks.h"
#include "vm/run/layouts.h"
#include "vm/run/return.h"
#include "vm/run/slow.h"

#include "vm/run/fast_paths.h"   // last: its macros have short names

namespace pyvm {

// With `single` set, one instruction of that frame is carried out: the result is the next instruction's address.
static Value run(Thread& t, Value* base, const Instr* pc, Value* single) {
  static const void* const kTable[] = {
#define OP(name, format, flags, meaning) &&L_##name,
#include "vm/opcodes.def"
#undef OP
  };
  static const void* const kRecordTable[] = {
#define OP(name, format, flags, meaning) &&record,
#include "vm/opcodes.def"
#undef OP
  };
  static const void* const kSingleTable[] = {
#define OP(name, format, flags, meaning) &&stepped,
#include "vm/opcodes.def"
#undef OP
  };
  static const void* const kHookTable[] = {
#define OP(name, format, flags, meaning) &&hooked,
#include "vm/opcodes.def"
#undef OP
  };
  const void* const* table = single ? kSingleTable : kTable;
  const void* trace = nullptr;
  PyCode* code;
  Value* consts;

  t.base = base;
  LOAD_FRAME();
  if (PYVM_UNLIKELY(!t.exception.is_null())) {   // generator.throw()
    SYNC();
    if (PYVM_UNLIKELY(hooks_active(t))) {
      USE_HOOKS();
      hook_throw(t, base, pc);
    }
    goto error;
  }
  if (PYVM_UNLIKELY(hooks_active(t)) && !single) goto entered;
  goto* kTable[pc->op];

record:
  if (!jit::record(t, base, pc)) table = kTable;
  goto* kTable[pc->op];
stepped:
  return Value::from_bits(reinterpret_cast<uint64_t>(pc));
hooked:
  if (!hooks_active(t)) {
    hooks_forget(base);
    table = kTable;
    DISPATCH();
  }
  SYNC();
  if (!hook_instruction(t, base, pc)) goto error;
  goto* kTable[pc->op];

  // A frame begins, or a generator's goes on, while the poll word is set.
entered:
  SYNC();
  if (!slow_poll(t)) goto error;
  if (hooks_active(t)) {
    USE_HOOKS();
    if (!hook_enter(t, base)) goto error;
    DISPATCH();
  }
  if (code->call_counter-- == 0 && pc == code->instrs) goto hot_function;
  DISPATCH();

  // After a call that may have installed a function, go on with the next instruction.
use_hooks:
  if (!single) USE_HOOKS();
  NEXT();

hot_function:
  if (code->entry_trace) {
    code->call_counter = 0;
    if (table != kTable || !code->entry_trace) DISPATCH();
    trace = code->entry_trace;
    goto enter_trace;
  }
  if (table == kTable && jit::hot_function(t, base, code)) table = kRecordTable;
  DISPATCH();

enter_trace : {
  const Instr* resumed = jit::enter_trace(t, base, trace);
  if (!resumed) DISPATCH();
  t.pc = resumed;
}
resume:
  pc = t.pc;
  base = t.base;
  LOAD_FRAME();
  if (jit::recording_begun()) table = kRecordTable;
  if (PYVM_UNLIKELY(hooks_active(t))) USE_HOOKS();
  if (PYVM_UNLIKELY(!t.exception.is_null())) goto error;
  DISPATCH();

  // ---- moves and constants
  CASE(NOP) : CASE(EXT) : NEXT();
  CASE(MOVE) : {
    R(A) = R(B);
    NEXT();
  }
  CASE(LOAD_CONST) : {
    R(A) = K(pc->bx);
    NEXT();
  }
  CASE(UNSET) : {
    R(A) = kUnbound;
    NEXT();
  }
  CASE(CHECK_BOUND) : {
    if (PYVM_LIKELY(R(A) != kUnbound)) NEXT();
    SYNC();
    (void)slow_unbound_local(t, as_str(K(B)));
    goto error;
  }
  CASE(MAKE_CELL) : {
    SYNC();
    PyCell* cell = cell_new(R(A));
    if (!cell) goto error;
    R(A) = Value(&cell->header);
    NEXT();
  }
  CASE(COPY_FREE) : {
    PyTuple* closure = as_tuple(frame_function(base)->closure);
    for (uint32_t i = 0; i < B; i++) R(A + i) = closure->items[i];
    NEXT();
  }
  CASE(LOAD_DEREF) : {
    Value v = R(B).as<PyCell>()->value;
    if (PYVM_LIKELY(v != kUnbound)) {
      R(A) = v;
      NEXT();
    }
    SYNC();
    (void)slow_unbound_deref(t, code, base, B, as_str(K(C)));
    goto error;
  }
  CASE(STORE_DEREF) : {
    PyCell* cell = R(A).as<PyCell>();
    cell->value = R(B);
    gc::barrier(&cell->header, R(B).bits());
    NEXT();
  }
  CASE(DELETE_DEREF) : {
    PyCell* cell = R(A).as<PyCell>();
    if (PYVM_UNLIKELY(cell->value == kUnbound)) {
      SYNC();
      (void)slow_unbound_deref(t, code, base, A, as_str(K(B)));
      goto error;
    }
    cell->value = kUnbound;
    NEXT();
  }
  CASE(LOAD_CLASSDEREF) : {
    SYNC();
    FINISH(slow_load_classderef(t, R(code->namespace_register), as_str(K(C)), R(B), code));
  }

  // ---- names
  CASE(LOAD_GLOBAL) : {
    InlineCache* cache = &code->caches[B];
    PyFunction* function = frame_function(base);
    if (PYVM_LIKELY(function->globals->keys_version == cache->layout)) {
      if (cache->kind == CacheKind::kGlobal) {
        R(A) = function->globals->entries->items[cache->index].value;
        NEXT();
      }
      if (PYVM_LIKELY(cache->kind == CacheKind::kBuiltin && function->builtins->keys_version == cache->version)) {
        R(A) = function->builtins->entries->items[cache->index].value;
        NEXT();
      }
    }
    SYNC();
    FINISH(slow_load_global(t, function, code->site_names[B], cache));
  }
  CASE(STORE_GLOBAL) : {
    SYNC();
    CHECKED(slow_store_global(t, frame_function(base), code->site_names[B], R(A)));
  }
  CASE(DELETE_GLOBAL) : {
    SYNC();
    CHECKED(slow_delete_global(t, frame_function(base), code->site_names[B]));
  }
  CASE(LOAD_NAME) : {
    SYNC();
    PyFunction* function = frame_function(base);
    Value ns = R(code->namespace_register);
    if (PYVM_LIKELY(ns == Value(&function->globals->header))) {
      InlineCache* cache = &code->caches[B];
      if (function->globals->keys_version == cache->layout && cache->kind == CacheKind::kGlobal) {
        R(A) = function->globals->entries->items[cache->index].value;
        NEXT();
      }
      FINISH(slow_load_global(t, function, code->site_names[B], cache));
    }
    FINISH(slow_load_name(t, function, ns, code->site_names[B]));
  }
  CASE(STORE_NAME) : {
    SYNC();
    CHECKED(slow_store_name(t, frame_function(base), R(code->namespace_register), code->site_names[B], R(A)));
  }
  CASE(DELETE_NAME) : {
    SYNC();
    CHECKED(slow_delete_name(t, frame_function(base), R(code->namespace_register), code->site_names[B]));
  }
  CASE(LOAD_LOCALS) : {
    R(A) = R(code->namespace_register);
    NEXT();
  }

  // ---- attributes and subscripts
  CASE(LOAD_ATTR) : {
    Value object = R(B);
    InlineCache* cache = &code->caches[C];
    if (PYVM_LIKELY(object.is_heap() && object.heap()->layout == cache->layout &&
                    *cache->version_at == cache->version)) {
      switch (cache->kind) {
        case CacheKind::kSlot:
          R(A) = *reinterpret_cast<Value*>(reinterpret_cast<char*>(object.heap()) + cache->index);
          NEXT();
        case CacheKind::kClassValue:
          R(A) = cache->value;
          NEXT();
        case CacheKind::kMember: {
          Value member = *reinterpret_cast<Value*>(reinterpret_cast<char*>(object.heap()) + cache->index);
          if (PYVM_UNLIKELY(member.is_null())) break;
          R(A) = member;
          NEXT();
        }
        case CacheKind::kItem: {
          const PyTuple* tuple = as_tuple(object);
          if (PYVM_UNLIKELY(int64_t{cache->index} >= tuple->length)) break;
          R(A) = tuple->items[cache->index];
          NEXT();
        }
        case CacheKind::kModule:
          if (object.bits() != cache->extra) break;
          R(A) = as_dict(cache->value)->entries->items[cache->index].value;
          NEXT();
        default: break;
      }
    }
    SYNC();
    FINISH(slow_load_attr(t, object, code->site_names[C], cache, A));
  }
  CASE(STORE_ATTR) : {
    Value object = R(A), value = R(B);
    InlineCache* cache = &code->caches[C];
    if (PYVM_LIKELY(object.is_heap() && object.heap()->layout == cache->layout &&
                    *cache->version_at == cache->version)) {
      if (PYVM_LIKELY(cache->kind == CacheKind::kSlot || cache->kind == CacheKind::kAddSlot)) {
        HeapObject* heap = object.heap();
        *reinterpret_cast<Value*>(reinterpret_cast<char*>(heap) + cache->index) = value;
        if (cache->kind == CacheKind::kAddSlot) heap->layout = static_cast<uint32_t>(cache->extra);
        gc::barrier(heap, value.bits());
        NEXT();
      }
    }
    SYNC();
    Value result = slow_store_attr(t, object, code->site_names[C], value, cache);
    if (PYVM_UNLIKELY(result.is_null())) goto error;
    if (result == kFramePushed) goto pushed;
    NEXT();
  }
  CASE(DELETE_ATTR) : {
    SYNC();
    CHECKED(object_set_attr(t, R(A), code->site_names[C], kNull));
  }
  CASE(LOAD_METHOD) : {
    Value object = R(B);
    InlineCache* cache = &code->caches[C];
    if (PYVM_LIKELY(object.is_heap() && object.heap()->layout == cache->layout &&
                    *cache->version_at == cache->version && cache->kind == CacheKind::kMethod)) {
      R(A + kFrameHeaderWords) = object;
      R(A) = cache->value;
      NEXT();
    }
    SYNC();
    CHECKED(slow_load_method(t, &R(A), object, code->site_names[C], cache));
  }
  CASE(LOAD_SUBSCR) : {
    Value object = R(B), key = R(C);
    if (object.is_heap()) {
      uint32_t layout = object.heap()->layout;
      if (layout == layouts.list) {
        if (PYVM_LIKELY(key.is_small_int())) {
          int64_t i = key.small_int();
          PyList* list = as_list(object);
          if (PYVM_LIKELY(in_bounds(&i, list->length))) {
            R(A) = list->items->items[i];
            NEXT();
          }
        }
      } else if (layout == layouts.dict) {
        PyDict* dict = as_dict(object);
        if (key.is_layout(layouts.str)) {
          Value v = dict_get_str(dict, as_str(key));
          if (PYVM_LIKELY(!v.is_null())) {
            R(A) = v;
            NEXT();
          }
        }
      } else if (layout == layouts.tuple) {
        if (PYVM_LIKELY(key.is_small_int())) {
          int64_t i = key.small_int();
          if (PYVM_LIKELY(in_bounds(&i, as_tuple(object)->length))) {
            R(A) = as_tuple(object)->items[i];
            NEXT();
          }
        }
      } else if (layout == layouts.str && key.is_small_int()) {
        int64_t i = key.small_int();
        if (PYVM_LIKELY(in_bounds(&i, static_cast<int64_t>(as_str(object)->length)))) {
          SYNC();
          PyStr* character = str_from_char(as_str(object)->at(static_cast<uint64_t>(i)));
          if (PYVM_UNLIKELY(!character)) goto error;
          R(A) = Value(&character->header);
          NEXT();
        }
      }
    }
    SYNC();
    FINISH(slow_get_item(t, base, pc));
  }
  CASE(STORE_SUBSCR) : {
    Value object = R(A), key = R(B);
    if (object.is_heap() && object.heap()->layout == layouts.list && key.is_small_int()) {
      int64_t i = key.small_int();
      PyList* list = as_list(object);
      if (PYVM_LIKELY(in_bounds(&i, list->length))) {
        list->items->items[i] = R(C);
        gc::barrier_slot(&list->items->header, &list->items->items[i], R(C).bits());
        NEXT();
      }
    }
    SYNC();
    Value result = slow_set_item(t, base, pc);
    if (PYVM_UNLIKELY(result.is_null())) goto error;
    if (result == kFramePushed) goto pushed;
    NEXT();
  }
  CASE(DELETE_SUBSCR) : {
    SYNC();
    Value result = slow_del_item(t, base, pc);
    if (PYVM_UNLIKELY(result.is_null())) goto error;
    if (result == kFramePushed) goto pushed;
    NEXT();
  }
  CASE(BUILD_SLICE) : {
    SYNC();
    PySlice* slice = slice_new(R(B), R(B + 1), R(B + 2));
    if (!slice) goto error;
    R(A) = Value(&slice->header);
    NEXT();
  }

  // ---- operators
  ARITHMETIC(
      ADD,
      if (PYVM_LIKELY(both_small_ints(x, y))) {
        int64_t r;
        if (PYVM_LIKELY(!__builtin_add_overflow(shifted(x), shifted(y), &r))) {
          R(A) = from_shifted(r);
          NEXT();
        }
        goto binary_slow;
      },
      FLOAT_RESULT(dx + dy))
  ARITHMETIC(
      SUB,
      if (PYVM_LIKELY(both_small_ints(x, y))) {
        int64_t r;
        if (PYVM_LIKELY(!__builtin_sub_overflow(shifted(x), shifted(y), &r))) {
          R(A) = from_shifted(r);
          NEXT();
        }
        goto binary_slow;
      },
      FLOAT_RESULT(dx - dy))
  ARITHMETIC(
      MUL,
      if (PYVM_LIKELY(both_small_ints(x, y))) {
        int64_t r;
        if (PYVM_LIKELY(!__builtin_mul_overflow(x.small_int(), shifted(y), &r))) {
          R(A) = from_shifted(r);
          NEXT();
        }
        goto binary_slow;
      },
      FLOAT_RESULT(dx * dy))
  ARITHMETIC(
      TRUEDIV,
      if (both_small_ints(x, y)) {
        // Both are exact as doubles, so one division rounds correctly.
        if (PYVM_LIKELY(y.small_int() != 0)) {
          R(A) = Value::from_double(static_cast<double>(x.small_int()) / static_cast<double>(y.small_int()));
          NEXT();
        }
        goto binary_slow;
      },
      FLOAT_RESULT_IF(dy != 0, dx / dy))
  ARITHMETIC(
      FLOORDIV,
      if (PYVM_LIKELY(both_small_ints(x, y))) {
        if (PYVM_LIKELY(y.small_int() != 0)) {
          R(A) = int_from_int64(floor_div(x.small_int(), y.small_int()));
          NEXT();
        }
        goto binary_slow;
      },
      FLOAT_RESULT_IF(dy != 0, float_floordiv(dx, dy)))
  ARITHMETIC(
      MOD,
      if (PYVM_LIKELY(both_small_ints(x, y))) {
        if (PYVM_LIKELY(y.small_int() != 0)) {
          R(A) = Value::from_small_int(floor_mod(x.small_int(), y.small_int()));
          NEXT();
        }
        goto binary_slow;
      },
      FLOAT_RESULT_IF(dy != 0, float_mod(dx, dy)))
  ARITHMETIC(
      POW,
      {}, FLOAT_RESULT_IF(dy == 2.0 && dx * dx - dx * dx == 0, float_square(dx)))   // finite: no OverflowError
  CASE(MATMUL) : CASE(MATMUL_K) : CASE(IMATMUL) : CASE(IMATMUL_K) : goto binary_slow;
  ARITHMETIC(
      LSHIFT,
      if (both_small_ints(x, y)) {
        int64_t n = y.small_int();
        int64_t v = x.small_int();
        if (static_cast<uint64_t>(n) < 48) {
          int64_t r = static_cast<int64_t>(static_cast<uint64_t>(v) << n);
          if ((r >> n) == v && Value::fits_int(r)) {
            R(A) = Value::from_small_int(r);
            NEXT();
          }
        }
      },
      {})
  ARITHMETIC(
      RSHIFT,
      if (both_small_ints(x, y)) {
        int64_t n = y.small_int();
        if (n >= 0) {
          R(A) = Value::from_small_int(x.small_int() >> (n > 63 ? 63 : n));
          NEXT();
        }
      },
      {})
  ARITHMETIC(
      AND,
      if (both_small_ints(x, y)) {
        R(A) = Value(x.bits() & y.bits());
        NEXT();
      },
      {})
  ARITHMETIC(
      OR,
      if (both_small_ints(x, y)) {
        R(A) = Value(x.bits() | y.bits());
        NEXT();
      },
      {})
  ARITHMETIC(
      XOR,
      if (both_small_ints(x, y)) {
        R(A) = Value((x.bits() ^ y.bits()) | Value::kIntTag);
        NEXT();
      },
      {})
binary_slow:
  SYNC();
  FINISH(slow_binary(t, base, pc, 0));

  CASE(NEG) : {
    Value x = R(B);
    if (x.is_small_int() && x.small_int() != Value::kIntMin) {
      R(A) = Value::from_small_int(-x.small_int());
      NEXT();
    }
    if (x.is_double()) {
      R(A) = Value::from_double(-x.as_double());
      NEXT();
    }
    SYNC();
    FINISH(slow_unary(t, base, pc));
  }
  CASE(POS) : CASE(INVERT) : {
    SYNC();
    FINISH(slow_unary(t, base, pc));
  }
  CASE(NOT) : {
    Value x = R(B);
    if (x.is_bool()) {
      R(A) = Value(x.bits() ^ 1);
      NEXT();
    }
    SYNC();
    int truth = slow_truth(t, x);
    if (truth < 0) goto error;
    if (truth == 2) goto pushed;
    R(A) = Value::from_bool(!truth);
    NEXT();
  }
  COMPARISON(LT, <, {})
  COMPARISON(LE, <=, {})
  COMPARISON(EQ, ==, if (both_strs(x, y)) SET_BOOL(equal_strs(x, y));)
  COMPARISON(NE, !=, if (both_strs(x, y)) SET_BOOL(!equal_strs(x, y));)
  COMPARISON(GT, >, {})
  COMPARISON(GE, >=, {})
compare_slow:
  SYNC();
  FINISH(slow_compare(t, base, pc, 0));

  CASE(IS) : SET_BOOL(R(B) == R(C));
  CASE(IS_NOT) : SET_BOOL(R(B) != R(C));
  CASE(IN) : CASE(NOT_IN) : {
    Value item = R(B), container = R(C);
    bool wanted = pc->op == static_cast<uint16_t>(Opcode::IN);
    if (both_strs(item, container)) SET_BOOL(str_contains(as_str(container), as_str(item)) == wanted);
    SYNC();
    Value result = slow_contains(t, base, pc);
    if (PYVM_UNLIKELY(result.is_null())) goto error;
    if (result == kFramePushed) goto pushed;
    SET_BOOL(result.is_true());
  }

  // ---- control flow
  CASE(JUMP) : {
    pc += 1 + pc->sbx;
    DISPATCH();
  }
  CASE(JUMP_BACK) : {
    LoopSite* loop = &code->loops[A];
    pc += 1 + pc->sbx;
    if (PYVM_UNLIKELY(t.poll != 0)) {
      SYNC();
      if (!slow_poll(t)) goto error;
      if (hooks_active(t)) {
        USE_HOOKS();
        DISPATCH();
      }
    }
    if (PYVM_UNLIKELY(loop->trace != nullptr) && table == kTable) {
      trace = loop->trace;
      goto enter_trace;
    }
    if (PYVM_UNLIKELY(loop->counter-- == 0) && jit::hot_loop(t, base, code, loop, pc)) table = kRecordTable;
    DISPATCH();
  }
  CASE(JUMP_IF_TRUE) : {
    Value x = R(A);
    int truth;
    if (PYVM_LIKELY(x.is_bool())) {
      truth = x.is_true();
    } else {
      SYNC();
      truth = slow_truth(t, x);
      if (truth < 0) goto error;
      if (truth == 2) goto pushed;
    }
    pc += truth ? 1 + pc->sbx : 1;
    DISPATCH();
  }
  CASE(JUMP_IF_FALSE) : {
    Value x = R(A);
    int truth;
    if (PYVM_LIKELY(x.is_bool())) {
      truth = x.is_true();
    } else {
      SYNC();
      truth = slow_truth(t, x);
      if (truth < 0) goto error;
      if (truth == 2) goto pushed;
    }
    pc += truth ? 1 : 1 + pc->sbx;
    DISPATCH();
  }
  CASE(JUMP_IF_NONE) : {
    pc += R(A).is_none() ? 1 + pc->sbx : 1;
    DISPATCH();
  }
  CASE(JUMP_IF_NOT_NONE) : {
    pc += R(A).is_none() ? 1 : 1 + pc->sbx;
    DISPATCH();
  }
  CASE(GET_ITER) : {
    SYNC();
    FINISH(slow_get_iter(t, R(B)));
  }
  CASE(FOR_ITER) : {
    Value iterator = R(A);
    uint32_t layout = iterator.is_heap() ? iterator.heap()->layout : 0;
    if (layout == layouts.range_iterator) {
      auto* it = iterator.as<PyRangeIterator>();
      if (PYVM_UNLIKELY(it->next == it->end)) goto for_exit;
      R(B) = Value::from_small_int(it->next);
      it->next += it->step;
      NEXT();
    }
    if (layout == layouts.list_iterator) {
      auto* it = iterator.as<PyListIterator>();
      if (PYVM_LIKELY(it->source && it->index < it->source->length)) {
        R(B) = it->source->items->items[it->index++];
        NEXT();
      }
      it->source = nullptr;
      goto for_exit;
    }
    if (layout == layouts.tuple_iterator) {
      auto* it = iterator.as<PyTupleIterator>();
      if (PYVM_LIKELY(it->source && it->index < it->source->length)) {
        R(B) = it->source->items[it->index++];
        NEXT();
      }
      it->source = nullptr;
      goto for_exit;
    }
    SYNC();
    if (layout == layouts.parallel_iterator) {
      PyRangeIterator* it = &iterator.as<PyParallelIterator>()->block;
      if (it->next == it->end) {
        switch (jit::parallel_step(t, base, table == kTable)) {
          case jit::LoopStep::kItem: break;
          case jit::LoopStep::kExhausted: goto for_exit;
          case jit::LoopStep::kResume: goto resume;
          case jit::LoopStep::kError: goto error;
        }
      }
      R(B) = Value::from_small_int(it->next);
      it->next += it->step;
      NEXT();
    }
    Value item = slow_for_iter(t, iterator, B);
    if (PYVM_UNLIKELY(item.is_null())) goto error;
    if (item == kFramePushed) goto pushed;
    if (item == kStop) goto for_exit;
    R(B) = item;
    NEXT();
  }
for_exit:
  pc += 1 + static_cast<int16_t>(C);
  DISPATCH();

  // ---- building
  CASE(BUILD_LIST) : {
    SYNC();
    PyList* list = list_from(&R(B), C);
    if (!list) goto error;
    R(A) = Value(&list->header);
    NEXT();
  }
  CASE(BUILD_TUPLE) : {
    SYNC();
    PyTuple* tuple = tuple_from(&R(B), C);
    if (!tuple) goto error;
    R(A) = Value(&tuple->header);
    NEXT();
  }
  CASE(BUILD_SET) : {
    SYNC();
    FINISH(slow_build_set(t, &R(B), C));
  }
  CASE(BUILD_MAP) : {
    SYNC();
    FINISH(slow_build_map(t, &R(B), C));
  }
  CASE(BUILD_STRING) : {
    SYNC();
    FINISH(slow_build_string(t, &R(B), C));
  }
  CASE(LIST_APPEND) : {
    SYNC();
    CHECKED(list_append(as_list(R(A)), R(B)));
  }
  CASE(LIST_EXTEND) : {
    SYNC();
    CHECKED(slow_list_extend(t, R(A), R(B)));
  }
  CASE(LIST_TO_TUPLE) : {
    SYNC();
    PyList* list = as_list(R(B));
    PyTuple* tuple = tuple_from(list->items->items, list->length);
    if (!tuple) goto error;
    R(A) = Value(&tuple->header);
    NEXT();
  }
  CASE(SET_ADD) : {
    SYNC();
    CHECKED(set_add(t, R(A), R(B)));
  }
  CASE(SET_UPDATE) : {
    SYNC();
    CHECKED(set_update(t, R(A), R(B)));
  }
  CASE(MAP_ADD) : {
    SYNC();
    CHECKED(dict_set(t, as_dict(R(A)), R(B), R(C)));
  }
  CASE(DICT_UPDATE) : {
    SYNC();
    CHECKED(slow_dict_update(t, R(A), R(B)));
  }
  CASE(DICT_MERGE) : {
    SYNC();
    CHECKED(slow_dict_merge(t, R(A), R(B), R(C)));
  }
  CASE(UNPACK_SEQUENCE) : {
    Value source = R(A);
    if (source.is_layout(layouts.tuple) && as_tuple(source)->length == C) {
      PyTuple* tuple = as_tuple(source);
      for (uint32_t i = 0; i < C; i++) R(B + i) = tuple->items[i];
      NEXT();
    }
    SYNC();
    CHECKED(slow_unpack(t, source, &R(B), C));
  }
  CASE(UNPACK_EX) : {
    SYNC();
    CHECKED(slow_unpack_ex(t, R(A), &R(B), C & 255, C >> 8));
  }
  CASE(FORMAT_VALUE) : {
    SYNC();
    FINISH(slow_format_value(t, R(B), C & 3, (C & 4) ? R(B + 1) : kNull));
  }
  CASE(GET_LEN) : {
    SYNC();
    int64_t n = object_len(t, R(B));
    if (n < 0) goto error;
    R(A) = int_from_int64(n);
    NEXT();
  }

  // ---- functions and calls
  CASE(MAKE_FUNCTION) : {
    SYNC();
    FINISH(slow_make_function(t, frame_function(base), K(pc->bx)));
  }
  CASE(SET_FUNCTION_PART) : {
    set_function_part(R(A), R(B), C);
    NEXT();
  }
  {
    // Shared tail of the call instructions: `window` holds the callee, argc arguments follow the header.
    Value* window;
    uint32_t argc;
    CASE(CALL_METHOD) : {
      window = &R(A);
      argc = B;
      if (window->is_null()) {
        window++;
      } else {
        argc++;
      }
      goto call;
    }
    CASE(CALL) : {
      window = &R(A);
      argc = B;
    }
  call:
    Value callee = *window;
    SYNC();
    if (PYVM_LIKELY(callee.is_heap())) {
      uint32_t layout = callee.heap()->layout;
      if (layout == layouts.function) {
        PyFunction* function = callee.as<PyFunction>();
        PyCode* target = function->code;
        Value* new_base = window + kFrameHeaderWords;
        if (PYVM_UNLIKELY(argc != target->arg_count || target->kwonly_count != 0 ||
                          (target->flags & (kCodeVarargs | kCodeVarkeywords | kCodeNamespace)))) {
          if (!bind_arguments(t, function, new_base, argc, nullptr)) goto error;
        } else {
          for (uint32_t i = argc; i < target->local_count; i++) new_base[i] = kUnbound;
        }
        if (PYVM_UNLIKELY(!frame_enter(t, function, new_base, FrameInfo{C, ReturnAction::kStore, 0, 0}))) goto error;
        base = new_base;
        code = target;
        consts = code->consts;
        pc = code->instrs;
        if (PYVM_UNLIKELY(t.poll != 0)) goto entered;   // a recursion has no back-edge
        if (PYVM_UNLIKELY(code->call_counter-- == 0)) goto hot_function;
        DISPATCH();
      }
      if (layout == layouts.builtin || layout == layouts.method_descriptor) {
        PyNative* native = callee.as<PyNative>();
        NativeSignature* signature = native->signature;
        bool takes = signature && signature->plain && native->self.is_null() && argc <= signature->positional &&
                     argc >= signature->required && !consumes_generator(native, window + kFrameHeaderWords, argc);
        if (PYVM_LIKELY(takes && (layout == layouts.builtin ? native->kind() == NativeKind::kFunction :
                                  (argc && type_is_subtype(type_of(window[kFrameHeaderWords]), native->owner.as<PyType>()))))) {
          Value result = argc == signature->positional ? native->def->fn(t, window + kFrameHeaderWords)
                                                       : native_call_filled(t, native, window + kFrameHeaderWords, argc);
          if (PYVM_UNLIKELY(result.is_null())) goto error;
          R(C) = result;
          if (PYVM_UNLIKELY(hooks_active(t))) goto use_hooks;
          NEXT();
        }
      }
    }
    Value result = slow_call(t, window, argc, nullptr, C);
    if (PYVM_UNLIKELY(result.is_null())) goto error;
    if (result == kFramePushed) goto pushed;
    R(C) = result;
    if (PYVM_UNLIKELY(hooks_active(t))) goto use_hooks;
    NEXT();
  }
  CASE(CALL_KW) : {
    SYNC();
    Value result = slow_call(t, &R(A), B, as_tuple(K(pc[1].bx)), C);
    if (PYVM_UNLIKELY(result.is_null())) goto error;
    if (result == kFramePushed) goto pushed;
    R(C) = result;
    if (PYVM_UNLIKELY(hooks_active(t))) goto use_hooks;
    NEXT();
  }
  CASE(CALL_METHOD_KW) : {
    SYNC();
    Value* window = &R(A);
    uint32_t argc = B;
    if (window->is_null()) {
      window++;
    } else {
      argc++;
    }
    Value result = slow_call(t, window, argc, as_tuple(K(pc[1].bx)), C);
    if (PYVM_UNLIKELY(result.is_null())) goto error;
    if (result == kFramePushed) goto pushed;
    R(C) = result;
    if (PYVM_UNLIKELY(hooks_active(t))) goto use_hooks;
    NEXT();
  }
  CASE(CALL_EX) : {
    SYNC();
    Value result = slow_call_ex(t, &R(A), B != 0, C);
    if (PYVM_UNLIKELY(result.is_null())) goto error;
    if (result == kFramePushed) goto pushed;
    R(C) = result;
    if (PYVM_UNLIKELY(hooks_active(t))) goto use_hooks;
    NEXT();
  }
  CASE(RETURN) : {
    Value result = R(A);
    if (PYVM_UNLIKELY(B) && (result = np::plain_number(result)).is_null()) {
      SYNC();
      goto error;
    }
    FrameInfo info = frame_info(base);
    if (PYVM_LIKELY(info.action == ReturnAction::kStore && info.flags == 0 && !frame_object(base))) {
      pc = frame_return_pc(base);
      base = frame_caller(base);
      t.depth--;
      t.base = base;
      LOAD_FRAME();
      R(info.ret) = result;
      DISPATCH();
    }
    SYNC();
    bool compiled = info.flags & (kFrameCompiled | kFrameCompiledInit) && table == kTable;
    pc = frame_return(t, result);
    base = t.base;
    if (!pc) {
      // The frame was entered from C++ (the result is in t.returned), or delivering the result raised.
      if (t.exception.is_null()) return t.returned;
      pc = t.pc;
      goto error;
    }
    LOAD_FRAME();
    if (compiled) {
      trace = jit::return_trace(info.extra);
      if (trace) goto enter_trace;
    }
    DISPATCH();
  }
  CASE(LOAD_BUILD_CLASS) : {
    SYNC();
    Value build = dict_get_str(frame_function(base)->builtins, names::d_build_class);
    if (build.is_null()) {
      (void)raise_error(exc::NameError, "__build_class__ not found");
      goto error;
    }
    R(A) = build;
    NEXT();
  }
  CASE(LOAD_ASSERTION_ERROR) : {
    R(A) = Value(&exc::AssertionError->header);
    NEXT();
  }
  CASE(SETUP_ANNOTATIONS) : {
    SYNC();
    CHECKED(slow_setup_annotations(t, R(code->namespace_register)));
  }
  CASE(PRINT_EXPR) : {
    SYNC();
    CHECKED(slow_print_expr(t, R(A)));
  }

  // ---- generators and coroutines
  CASE(RETURN_GENERATOR) : {
    SYNC();
    Value generator = slow_return_generator(t, base, pc);
    if (generator.is_null()) goto error;
    pc = frame_return_plain(t, generator);
    base = t.base;
    if (!pc) {
      if (t.exception.is_null()) return t.returned;
      pc = t.pc;
      goto error;
    }
    LOAD_FRAME();
    DISPATCH();
  }
  CASE(YIELD) : {
    SYNC();
    Value value = R(B);
    pc = frame_yield(t, value);
    base = t.base;
    if (!pc) return t.returned;
    LOAD_FRAME();
    DISPATCH();
  }
  CASE(GET_YIELD_FROM_ITER) : {
    SYNC();
    FINISH(slow_yield_from_iter(t, R(B), code));
  }
  CASE(SEND) : {
    SYNC();
    Value value = slow_send(t, R(A), R(B), B);
    if (PYVM_UNLIKELY(value.is_null())) goto error;
    if (value == kFramePushed) goto pushed;
    if (value == kStop) {
      R(B) = t.returned;
      pc += 1 + static_cast<int16_t>(C);
      DISPATCH();
    }
    R(B) = value;
    NEXT();
  }
  CASE(GET_AWAITABLE) : {
    SYNC();
    FINISH(slow_get_awaitable(t, R(B), C));
  }
  CASE(GET_AITER) : {
    SYNC();
    FINISH(slow_get_aiter(t, R(B)));
  }
  CASE(GET_ANEXT) : {
    SYNC();
    FINISH(slow_get_anext(t, R(B)));
  }
  CASE(ASYNC_GEN_WRAP) : {
    SYNC();
    FINISH(slow_async_gen_wrap(t, R(B)));
  }

  // ---- exceptions
  CASE(RAISE) : {
    SYNC();
    slow_raise(t, C >= 1 ? R(A) : kNull, C >= 2 ? R(B) : kNull, C);
    if (C == 0 && t.exception == current_handled(t)) goto reraise;   // the traceback has this frame already
    goto error;
  }
  CASE(RERAISE) : {
    SYNC();
    t.exception = R(A);
    goto reraise;
  }
  CASE(PUSH_EXC) : {
    Value previous = t.exc_item->handled;
    t.exc_item->handled = R(B);
    R(A) = previous;
    NEXT();
  }
  CASE(POP_EXC) : {
    t.exc_item->handled = R(A);
    NEXT();
  }
  CASE(CHECK_EXC_MATCH) : {
    SYNC();
    FINISH(slow_check_exc_match(t, R(B), R(C)));
  }
  CASE(CHECK_EG_MATCH) : {
    SYNC();
    CHECKED(slow_check_eg_match(t, R(B), R(C), &R(A)));
  }
  CASE(PREP_RERAISE_STAR) : {
    SYNC();
    FINISH(slow_prep_reraise_star(t, R(B), R(C)));
  }
  CASE(BEFORE_WITH) : {
    SYNC();
    FINISH_IN(A + 1, slow_before_with(t, R(B), &R(A), static_cast<uint16_t>(A + 1), false));
  }
  CASE(BEFORE_ASYNC_WITH) : {
    SYNC();
    FINISH_IN(A + 1, slow_before_with(t, R(B), &R(A), static_cast<uint16_t>(A + 1), true));
  }
  CASE(WITH_EXCEPT_START) : {
    SYNC();
    FINISH(slow_with_except_start(t, R(B), R(C), A));
  }
  CASE(END_ASYNC_FOR) : {
    SYNC();
    if (type_is_subtype(type_of(R(A)), exc::StopAsyncIteration)) NEXT();
    t.exception = R(A);
    goto reraise;
  }
  CASE(CLEANUP_THROW) : {
    SYNC();
    if (type_is_subtype(type_of(R(A)), exc::StopIteration)) {
      Value value = R(A).as<PyException>()->fields[0];
      R(B) = value.is_null() ? kNone : value;
      pc += 1 + static_cast<int16_t>(C);
      DISPATCH();
    }
    t.exception = R(A);
    goto reraise;
  }

  // ---- import
  CASE(IMPORT_NAME) : {
    SYNC();
    Value ns = code->namespace_register == 0xFFFF ? kNone : R(code->namespace_register);
    FINISH(slow_import_name(t, frame_function(base), ns, as_str(K(B)), K(C)));
  }
  CASE(IMPORT_FROM) : {
    SYNC();
    FINISH(slow_import_from(t, R(B), as_str(K(C))));
  }
  CASE(IMPORT_STAR) : {
    SYNC();
    CHECKED(slow_import_star(t, frame_function(base), R(code->namespace_register), R(A)));
  }

  // ---- match
  CASE(MATCH_SEQUENCE) : SET_BOOL(type_of(R(B))->flags & kTypeSequence);
  CASE(MATCH_MAPPING) : SET_BOOL(type_of(R(B))->flags & kTypeMapping);
  CASE(MATCH_KEYS) : {
    SYNC();
    FINISH(slow_match_keys(t, R(B), R(C)));
  }
  CASE(MATCH_CLASS) : {
    SYNC();
    FINISH(slow_match_class(t, R(B), R(C), pc[1].a, K(pc[1].b)));
  }
  CASE(COPY_DICT_WITHOUT_KEYS) : {
    SYNC();
    FINISH(slow_copy_dict_without(t, R(B), R(C)));
  }

pushed:
  if (PYVM_UNLIKELY(single != nullptr)) goto pushed_by_single;
  base = t.pushed;
  t.base = base;
  LOAD_FRAME();
  pc = frame_start(base);
  if (PYVM_UNLIKELY(t.poll != 0)) goto entered;
  if (PYVM_UNLIKELY(code->call_counter-- == 0) && pc == code->instrs) goto hot_function;
  DISPATCH();

  // The frame runs in a loop of its own; its result reaches the instruction as ever.
pushed_by_single : {
  Value* callee = t.pushed;
  FrameInfo info = frame_info(callee);
  frame_info(callee).action = ReturnAction::kNative;
  Value result = run(t, callee, frame_start(callee), nullptr);
  if (result.is_null()) goto error;
  frame_info(callee) = info;
  frame_object(callee) = nullptr;
  t.base = callee;
  t.depth++;
  pc = frame_return(t, result);
  if (!pc) goto error;
  if (t.base == single) DISPATCH();
  t.pushed = t.base;
  goto pushed_by_single;
}

error:
  if (PYVM_UNLIKELY(single != nullptr)) return kNull;
  traceback_add(t, base, pc);
  if (PYVM_UNLIKELY(hooks_active(t))) hook_exception(t, base);
reraise:
  if (PYVM_UNLIKELY(single != nullptr)) return kNull;
  if (PYVM_UNLIKELY(table == kRecordTable) && !jit::record_raise(t, base, pc)) table = kTable;
  pc = unwind(t);
  if (!pc) return kNull;
  base = t.base;
  LOAD_FRAME();
  DISPATCH();
}

Value interpret(Thread& t, Value* base, const Instr* pc) { return run(t, base, pc, nullptr); }

const Instr* interpret_one(Thread& t, Value* base, const Instr* pc) {
  return reinterpret_cast<const Instr*>(run(t, base, pc, base).bits());
}

}  // namespace pyvm
