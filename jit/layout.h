// Every field offset that compiled code knows. Nothing else in the JIT (or anywhere) says offsetof.
//
// FIELD(NAME, STRUCT, MEMBER, MEM, TYPE, IMMUTABLE): field id Field::NAME of FLOAD and FSTORE. Two fields alias only if
// they are the same row; attribute slots (kSlotField | offset) alias only each other at the same offset.
#pragma once

#include <cstddef>

#include "gc/object.h"
#include "jit/ir.h"
#include "vm/object/code.h"
#include "vm/object/descriptor.h"
#include "vm/object/dict.h"
#include "vm/object/dict_iter.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/ndarray.h"
#include "vm/object/str.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"
#include "vm/run/thread.h"

#define PYVM_JIT_FIELDS(FIELD)                                                   \
  FIELD(kLayout,            gc::Header, layout, U32, I32, false)                 \
  FIELD(kListLength,        PyList, length, I64, I64, false)                     \
  FIELD(kListItems,         PyList, items, WORD, REF, false)                     \
  FIELD(kArrayCapacity,     PyArray, capacity, I64, I64, true)                   \
  FIELD(kTupleLength,       PyTuple, length, I64, I64, true)                     \
  FIELD(kTupleHash,         PyTuple, hash, I64, I64, false)                      \
  FIELD(kRangeNext,         PyRangeIterator, next, I64, I64, false)              \
  FIELD(kRangeStep,         PyRangeIterator, step, I64, I64, true)               \
  FIELD(kRangeEnd,          PyRangeIterator, end, I64, I64, true)                \
  FIELD(kRangeStart,        PyRange, start, WORD, BOX, true)                     \
  FIELD(kRangeStop,         PyRange, stop, WORD, BOX, true)                      \
  FIELD(kRangeStepBox,      PyRange, step, WORD, BOX, true)                      \
  FIELD(kRangeLength,       PyRange, length, WORD, BOX, true)                    \
  FIELD(kListIterSource,    PyListIterator, source, WORD, REF, false)            \
  FIELD(kListIterIndex,     PyListIterator, index, I64, I64, false)              \
  FIELD(kTupleIterSource,   PyTupleIterator, source, WORD, REF, false)           \
  FIELD(kTupleIterIndex,    PyTupleIterator, index, I64, I64, false)             \
  FIELD(kStrIterSource,     PyStrIterator, source, WORD, REF, false)             \
  FIELD(kStrIterIndex,      PyStrIterator, index, I64, I64, false)               \
  FIELD(kEnumerateIterator, PyEnumerate, iterator, WORD, BOX, true)              \
  FIELD(kEnumerateCount,    PyEnumerate, count, WORD, BOX, false)                \
  FIELD(kZipIterators,      PyZip, iterators, WORD, REF, true)                   \
  FIELD(kZipStrict,         PyZip, strict, BOOL, I1, false)                      \
  FIELD(kDictViewDict,      PyDictView, dict, WORD, REF, true)                   \
  FIELD(kDictIterDict,      PyDictIterator, dict, WORD, REF, false)              \
  FIELD(kDictIterPosition,  PyDictIterator, position, I64, I64, false)           \
  FIELD(kDictIterLength,    PyDictIterator, length, I64, I64, false)             \
  FIELD(kDictIterRemaining, PyDictIterator, remaining, I64, I64, false)          \
  FIELD(kStrLength,         PyStr, length, I64, I64, true)                       \
  FIELD(kStrData,           PyStr, data, WORD, PTR, false)                       \
  FIELD(kHeaderAux,         gc::Header, aux, U16, I32, true)                     \
  FIELD(kDictLength,        PyDict, length, I64, I64, false)                     \
  FIELD(kDictUsed,          PyDict, used, I64, I64, false)                       \
  FIELD(kDictEntries,       PyDict, entries, WORD, REF, false)                   \
  FIELD(kDictKeysVersion,   PyDict, keys_version, U32, I32, false)               \
  FIELD(kDictIterVersion,   PyDict, iteration_version, U32, I32, false)          \
  FIELD(kCellValue,         PyCell, value, WORD, BOX, false)                     \
  FIELD(kMethodFunction,    PyMethod, function, WORD, BOX, true)                 \
  FIELD(kMethodSelf,        PyMethod, self, WORD, BOX, true)                     \
  FIELD(kSuperType,         PySuper, type, WORD, REF, true)                      \
  FIELD(kSuperObject,       PySuper, object, WORD, BOX, true)                    \
  FIELD(kSuperObjectType,   PySuper, object_type, WORD, REF, true)               \
  FIELD(kExceptionArgs,     PyException, args, WORD, BOX, false)                 \
  FIELD(kExceptionTraceback, PyException, traceback, WORD, BOX, false)           \
  FIELD(kExceptionContext,  PyException, context, WORD, BOX, false)              \
  FIELD(kExceptionCause,    PyException, cause, WORD, BOX, false)                \
  FIELD(kExceptionSuppress, PyException, suppress_context, BOOL, I1, false)      \
  FIELD(kTracebackNext,     PyTraceback, next, WORD, REF, false)                 \
  FIELD(kTracebackFrame,    PyTraceback, frame, WORD, REF, false)                \
  FIELD(kTracebackInstr,    PyTraceback, instr_index, U32, I32, false)           \
  FIELD(kTracebackLine,     PyTraceback, line, U32, I32, false)                  \
  FIELD(kPyFrameFunction,   PyFrame, function, WORD, REF, false)                 \
  FIELD(kPyFrameBase,       PyFrame, base, WORD, PTR, false)                     \
  FIELD(kPyFrameLocals,     PyFrame, locals, WORD, BOX, false)                   \
  FIELD(kPyFrameBack,       PyFrame, back, WORD, REF, false)                     \
  FIELD(kPyFramePc,         PyFrame, pc, WORD, PTR, false)                       \
  FIELD(kPyFrameTraceLines, PyFrame, trace_lines, U8, I64, false)                \
  FIELD(kFunctionCode,      PyFunction, code, WORD, PTR, false)                  \
  FIELD(kFunctionGlobals,   PyFunction, globals, WORD, PTR, true)                \
  FIELD(kFunctionVersion,   PyFunction, version, U32, I32, false)                \
  FIELD(kFunctionClosure,   PyFunction, closure, WORD, BOX, false)               \
  FIELD(kFunctionDefaults,  PyFunction, defaults, WORD, BOX, false)              \
  FIELD(kGeneratorFunction, PyGenerator, function, WORD, REF, true)              \
  FIELD(kGeneratorRegisters, PyGenerator, registers, WORD, REF, true)            \
  FIELD(kGeneratorPc,       PyGenerator, pc, WORD, PTR, false)                   \
  FIELD(kGeneratorFrame,    PyGenerator, frame, WORD, REF, false)                \
  FIELD(kGeneratorState,    PyGenerator, state, U8, I64, false)                  \
  FIELD(kFloatValue,        PyFloatObject, value, F64, F64, true)                \
  FIELD(kComplexReal,       PyComplex, real, F64, F64, true)                     \
  FIELD(kComplexImag,       PyComplex, imag, F64, F64, true)                     \
  FIELD(kArrayKey,          np::PyNdArray, key, U32, I32, false)                 \
  FIELD(kArrayData,         np::PyNdArray, data, WORD, PTR, true)                \
  FIELD(kArrayDim0,         np::PyNdArray, dims[0], I64, I64, false)             \
  FIELD(kArrayDim1,         np::PyNdArray, dims[1], I64, I64, false)             \
  FIELD(kArrayDim2,         np::PyNdArray, dims[2], I64, I64, false)             \
  FIELD(kArrayDim3,         np::PyNdArray, dims[3], I64, I64, false)             \
  FIELD(kArrayDim4,         np::PyNdArray, dims[4], I64, I64, false)             \
  FIELD(kArrayDim5,         np::PyNdArray, dims[5], I64, I64, false)             \
  FIELD(kArrayIterSource,   np::PyArrayIterator, array, WORD, REF, true)         \
  FIELD(kArrayIterIndex,    np::PyArrayIterator, index, I64, I64, false)         \
  FIELD(kScalarSingle,      np::PyScalar, f, F32, F32, true)                     \
  FIELD(kScalarFloat,       np::PyScalar, d, F64, F64, true)                     \
  FIELD(kScalarInt,         np::PyScalar, i, I64, I64, true)                     \
  FIELD(kScalarBool,        np::PyScalar, b, BOOL, I1, true)                     \
  FIELD(kThreadBase,        Thread, base, WORD, PTR, false)                      \
  FIELD(kThreadPc,          Thread, pc, WORD, PTR, false)                        \
  FIELD(kThreadDepth,       Thread, depth, U32, I32, false)                      \
  FIELD(kThreadException,   Thread, exception, WORD, BOX, false)                 \
  FIELD(kThreadExcItem,     Thread, exc_item, WORD, PTR, false)                  \
  FIELD(kExcHandled,        ExcItem, handled, WORD, BOX, false)                  \
  FIELD(kExcPrevious,       ExcItem, previous, WORD, PTR, false)                 \
  FIELD(kThreadPoll,        Thread, poll, U32, I32, false)

namespace pyvm::jit {

enum Field : uint16_t {
#define FIELD(name, type, member, mem, ir, immutable) name,
  PYVM_JIT_FIELDS(FIELD)
#undef FIELD
  kFieldCount
};

inline constexpr uint16_t kFieldOffsets[] = {
#define FIELD(name, type, member, mem, ir, immutable) offsetof(type, member),
    PYVM_JIT_FIELDS(FIELD)
#undef FIELD
};

inline constexpr int kArrayItemsDisp = offsetof(PyArray, items);
inline constexpr int kTupleItemsDisp = offsetof(PyTuple, items);
inline constexpr int kDictItemsDisp = offsetof(PyDictEntries, items);
inline constexpr int kDictEntryBytes = sizeof(DictEntry);
inline constexpr int kDictValueDisp = offsetof(DictEntry, value);
inline constexpr int kMethodBytes = sizeof(PyMethod);
inline constexpr int kHeaderMarkDisp = offsetof(gc::Header, mark);
inline constexpr int kHeaderFlagsDisp = offsetof(gc::Header, flags);
inline constexpr int kThreadPollDisp = offsetof(Thread, poll);
inline constexpr int kThreadBaseDisp = offsetof(Thread, base);
inline constexpr int kThreadDepthDisp = offsetof(Thread, depth);
inline constexpr int kThreadLimitDisp = offsetof(Thread, recursion_limit);
inline constexpr int kThreadStackEndDisp = offsetof(Thread, stack_end);
inline constexpr int kThreadRunsDisp = offsetof(Thread, runs);
// Parts of a frame's header, from its register 0.
inline constexpr int kFrameObjectDisp = -4 * 8;
inline constexpr int kFrameCallerDisp = -2 * 8;
inline constexpr int kFrameFlagsDisp = -8 + static_cast<int>(offsetof(FrameInfo, flags));
inline constexpr int kFrameExtraDisp = -8 + static_cast<int>(offsetof(FrameInfo, extra));
static_assert(offsetof(gc::Header, layout) == 0);

}  // namespace pyvm::jit
