// Code objects: what the compiler makes of one function, class body or module.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct PyDict;
struct PyTuple;
struct PyArray;
struct InlineCache;   // vm/run/plan.h

namespace jit {
struct CodeNotes;
}

enum class Opcode : uint16_t {
#define OP(name, format, flags, meaning) name,
#include "vm/opcodes.def"
#undef OP
};
#define OP(...) +1
inline constexpr int kOpcodeCount = 0
#include "vm/opcodes.def"
    ;
#undef OP

struct Instr {
  uint16_t op;
  uint16_t a;
  union {
    struct {
      uint16_t b, c;
    };
    uint32_t bx;
    int32_t sbx;
  };
  Opcode opcode() const { return static_cast<Opcode>(op); }
};
static_assert(sizeof(Instr) == 8);

// Words before a frame's registers; see vm/run/frame.h.
inline constexpr int kFrameHeaderWords = 6;

struct Position {   // as ast nodes: lines from 1, columns in utf-8 bytes from 0; line 0: none
  uint32_t line, end_line;
  uint16_t column, end_column;   // 0xFFFF: beyond, or none
};

// While an instruction in [start, end) raises: exception into R[exc_register], go to handler. Innermost first.
struct Handler {
  uint32_t start, end, target;
  uint16_t exc_register;
};

enum CodeFlag : uint32_t {   // CPython's co_flags where they exist
  kCodeOptimized = 0x1,
  kCodeNewLocals = 0x2,
  kCodeVarargs = 0x4,
  kCodeVarkeywords = 0x8,
  kCodeNested = 0x10,
  kCodeGenerator = 0x20,
  kCodeCoroutine = 0x80,
  kCodeIterableCoroutine = 0x100,
  kCodeAsyncGenerator = 0x200,
  kCodeFutureAnnotations = 0x1000000,
  // pyvm's own, not shown as co_flags.
  kCodeNamespace = 0x4000000,     // of a module or class body, whose names stand in a dict
  kCodeJitted = 0x8000000,        // numbers behave as Numba's (vm/object/jitted.h)
  kCodeNumpyErrors = 0x10000000,  // of jitted code: a division by zero gives inf or nan
  kCodeParallel = 0x20000000,     // loops over prange share their iterations among threads
  kCodeHidden = 0x40000000,       // of a frozen module that stands for a native one; not in tracebacks and f_back
  kJittedFlags = kCodeJitted | kCodeNumpyErrors,
  kCodeOwnFlags = kCodeNamespace | kJittedFlags | kCodeParallel | kCodeHidden,
};

// Loop back-edge state, written by the interpreter and the JIT.
struct LoopSite {
  uint32_t counter;       // counts down to a recording attempt
  uint32_t head;          // instruction index of the loop head (target of the JUMP_BACK)
  void* trace;            // entered instead of the loop when not null; a heap object of the JIT's
};

// The arrays are malloc'ed and owned by the code object. Python sees an instruction as 8 bytes of co_code: tb_lasti and
// f_lasti are 8 * index, co_positions() gives four entries for each.
struct PyCode {
  HeapObject header;
  Instr* instrs;
  uint32_t instr_count;
  uint32_t flags;
  Value* consts;          // visited by trace
  uint32_t const_count;
  uint32_t site_count;
  PyStr** site_names;
  InlineCache* caches;    // site_count of them, made when the code first runs
  Handler* handlers;
  uint32_t handler_count;
  uint32_t loop_count;
  LoopSite* loops;
  uint8_t* position_table;      // see positions.cpp
  mutable Position* positions;  // one per instruction, unpacked when first asked for
  uint32_t position_bytes;
  uint16_t register_count;   // locals + cells + temporaries incl. the largest call window
  uint16_t local_count;
  uint16_t arg_count, posonly_count, kwonly_count;   // arg_count includes positional-only, not keyword-only
  uint16_t cell_base;     // register of the first cell variable's cell; free variables' cells follow
  uint16_t cell_count, free_count;
  uint16_t namespace_register;   // holds the namespace (module, class body), 0xFFFF: none
  uint16_t generator_register;   // holds the generator object once made, 0xFFFF: none
  uint16_t varargs_register, varkw_register;  // 0xFFFF: none
  uint32_t call_counter;  // function-entry counter
  void* entry_trace;      // a heap object of the JIT's or null
  mutable jit::CodeNotes* notes;   // what the JIT knows of the code or null; freed by jit::forget_code()
  uint32_t first_line;
  PyStr* name;
  PyStr* qualname;
  PyStr* filename;
  PyTuple* varnames;      // co_varnames: parameters, then other locals; register i holds varnames[i]
  PyTuple* cellvars;
  PyTuple* freevars;
  PyTuple* names;         // co_names
  PyStr* doc;             // or null
  PyTuple* consumers;     // of a generator: functions of vm/run/consumer.h for it, null until wanted
};

// Parameters in registers: positional ones 0.., keyword-only after them, then *args, then **kwargs (co_varnames order).
// A parameter that is a cell variable is first bound in its own register; the prologue moves it into its cell.
inline bool code_is_generator_like(const PyCode* c) {
  return c->flags & (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator);
}

struct PyCell {
  HeapObject header;
  Value value;            // kUnbound when empty
};

struct PyFunction {
  HeapObject header;
  PyCode* code;
  PyDict* globals;
  PyDict* builtins;
  Value defaults;         // tuple or null
  Value kwdefaults;       // dict or null
  Value closure;          // tuple of cells or null
  Value annotations;      // dict or null
  PyStr* name;
  PyStr* qualname;
  Value module;           // any object or null
  Value doc;              // any object or null
  Value dict;             // __dict__ or null
  uint32_t version;       // a new number when code, defaults or kwdefaults are replaced
};

struct PyMethod {
  HeapObject header;
  Value function;
  Value self;
};

// An empty code object; the compiler fills it. Null: MemoryError pending.
PyCode* code_new();
// One that runs the same with caches, loops and traces of its own. Null: MemoryError pending.
PyCode* code_copy(PyCode* code);
// Makes the inline caches; done when the first function of the code is made.
InlineCache* code_make_caches(PyCode* code);

PyCell* cell_new(Value contents);
PyFunction* function_new(PyCode* code, PyDict* globals);
PyMethod* method_new(Value function, Value self);

inline const char* opcode_name(Opcode op);
// Packs one position per instruction; first_line and instr_count are set. False: MemoryError pending.
[[nodiscard]] bool code_set_positions(PyCode* code, const Position* positions);
// The same from a packed table, which may be damaged: positions are wrong then.
[[nodiscard]] bool code_set_position_table(PyCode* code, const void* table, size_t n);
// Where the instruction comes from. Unpacks the table at the first call; no position when memory is short.
Position code_position(const PyCode* code, uint32_t instr);
// Gives the code object, and those among its constants that come from the same file, another co_filename.
void code_set_filename(PyCode* code, PyStr* filename);
// Human-readable listing of one code object (not the nested ones).
void disassemble(PyCode* code, class TextBuffer& out);
// Checks register numbers, jump targets, constant and site indices, handler ranges; returns null or what is wrong.
const char* verify_code(const PyCode* code);

inline const char* opcode_name(Opcode op) {
  static const char* const kNames[] = {
#define OP(name, format, flags, meaning) #name,
#include "vm/opcodes.def"
#undef OP
  };
  return kNames[static_cast<int>(op)];
}

}  // namespace pyvm
