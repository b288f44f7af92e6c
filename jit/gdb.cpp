#include "jit/gdb.h"

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <map>
#include <memory>

#include "jit/backend.h"

// What gdb looks for, by these names.
extern "C" {

struct jit_code_entry {
  jit_code_entry *next_entry, *prev_entry;
  const char* symfile_addr;
  uint64_t symfile_size;
};

struct jit_descriptor {
  uint32_t version;
  uint32_t action_flag;   // 1: relevant_entry is new, 2: it goes
  jit_code_entry* relevant_entry;
  jit_code_entry* first_entry;
};

extern jit_descriptor __jit_debug_descriptor;
jit_descriptor __jit_debug_descriptor = {1, 0, nullptr, nullptr};

void __jit_debug_register_code();
__attribute__((noinline, used)) void __jit_debug_register_code() { asm volatile("" ::: "memory"); }
}

namespace pyvm::jit {

namespace {

// ---- the object file

class Bytes {
 public:
  template <class T>
  void add(T value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void uleb(uint32_t value) {
    for (; value >= 128; value >>= 7) add(static_cast<uint8_t>(value | 128));
    add(static_cast<uint8_t>(value));
  }
  void align(size_t to) { bytes_.resize((bytes_.size() + to - 1) / to * to); }   // 0 is DW_CFA_nop, too
  template <class T>
  void put(size_t at, T value) {
    std::memcpy(&bytes_[at], &value, sizeof value);
  }
  size_t size() const { return bytes_.size(); }
  void append(const std::string& other) { bytes_ += other; }
  const std::string& str() const { return bytes_; }

 private:
  std::string bytes_;
};

constexpr uint8_t kDefCfa = 0x0C, kOffset = 0x80;   // DW_CFA_def_cfa; DW_CFA_offset, register in the low bits

// One common entry with the whole rule, and one for the code, throughout which it holds.
std::string eh_frame(uint64_t code, size_t bytes, const UnwindRule& rule) {
  Bytes out;
  out.add(uint32_t{0});                       // length, below
  out.add(uint32_t{0});                       // a common entry
  out.add(uint8_t{1});                        // version
  out.add(uint8_t{0});                        // no augmentation: addresses are absolute
  out.uleb(1);                                // code alignment
  out.add(uint8_t{0x78});                     // data alignment: -8
  out.add(rule.return_address);
  out.add(kDefCfa);
  out.uleb(rule.stack_pointer);
  out.uleb(rule.frame_bytes);
  out.add(static_cast<uint8_t>(kOffset | rule.return_address));
  out.uleb(1);
  for (uint32_t i = 0; i < rule.saved_count; i++) {
    out.add(static_cast<uint8_t>(kOffset | rule.saved[i]));
    out.uleb(i + 2);
  }
  out.align(8);
  auto common = static_cast<uint32_t>(out.size());
  out.put(0, common - 4);
  out.add(uint32_t{0});
  out.add(uint32_t{common + 4});              // back to the common entry
  out.add(code);
  out.add(uint64_t{bytes});
  out.align(8);
  out.put(common, static_cast<uint32_t>(out.size()) - common - 4);
  out.add(uint32_t{0});                       // the end
  return out.str();
}

enum Section : uint16_t { kNull, kText, kEhFrame, kSymbols, kStrings, kNames, kSections };

std::string object_file(uint64_t code, size_t bytes, const std::string& name, const UnwindRule& rule) {
  static constexpr char kTitles[] = "\0.text\0.eh_frame\0.symtab\0.strtab\0.shstrtab";
  const std::string names(kTitles, sizeof kTitles);
  auto name_at = [&](const char* section) { return static_cast<uint32_t>(names.find(section)); };
  Elf64_Sym symbols[2] = {};
  symbols[1].st_name = 1;
  symbols[1].st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
  symbols[1].st_shndx = kText;
  symbols[1].st_size = bytes;

  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_REL;
  header.e_machine = rule.machine;
  header.e_version = EV_CURRENT;
  header.e_ehsize = sizeof(Elf64_Ehdr);
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = kSections;
  header.e_shstrndx = kNames;

  Bytes out;
  out.add(header);
  Elf64_Shdr sections[kSections] = {};
  auto section = [&](Section number, const char* title, uint32_t type, uint64_t flags, const std::string& contents) {
    out.align(8);
    Elf64_Shdr& s = sections[number];
    s.sh_name = name_at(title);
    s.sh_type = type;
    s.sh_flags = flags;
    s.sh_offset = out.size();
    s.sh_size = contents.size();
    s.sh_addralign = 8;
    out.append(contents);
  };
  section(kText, ".text", SHT_NOBITS, SHF_ALLOC | SHF_EXECINSTR, "");
  sections[kText].sh_addr = code;
  sections[kText].sh_size = bytes;
  section(kEhFrame, ".eh_frame", SHT_PROGBITS, SHF_ALLOC, eh_frame(code, bytes, rule));
  section(kSymbols, ".symtab", SHT_SYMTAB, 0, std::string(reinterpret_cast<const char*>(symbols), sizeof symbols));
  sections[kSymbols].sh_link = kStrings;
  sections[kSymbols].sh_info = 1;   // the first that is not local
  sections[kSymbols].sh_entsize = sizeof(Elf64_Sym);
  section(kStrings, ".strtab", SHT_STRTAB, 0, '\0' + name + '\0');
  section(kNames, ".shstrtab", SHT_STRTAB, 0, names);
  out.align(8);
  header.e_shoff = out.size();
  out.put(0, header);
  for (const Elf64_Shdr& s : sections) out.add(s);
  return out.str();
}

// ---- the list

struct Entry : jit_code_entry {
  std::string file;
};

std::map<const void*, std::unique_ptr<Entry>>& entries() {
  static std::map<const void*, std::unique_ptr<Entry>> all;
  return all;
}

void tell(uint32_t action, jit_code_entry* entry) {
  __jit_debug_descriptor.action_flag = action;
  __jit_debug_descriptor.relevant_entry = entry;
  __jit_debug_register_code();
}

}  // namespace

void gdb_register(const void* code, size_t bytes, const std::string& name, const UnwindRule& rule) {
  auto entry = std::make_unique<Entry>();
  entry->file = object_file(reinterpret_cast<uint64_t>(code), bytes, name, rule);
  entry->symfile_addr = entry->file.data();
  entry->symfile_size = entry->file.size();
  entry->prev_entry = nullptr;
  entry->next_entry = __jit_debug_descriptor.first_entry;
  if (entry->next_entry) entry->next_entry->prev_entry = entry.get();
  __jit_debug_descriptor.first_entry = entry.get();
  tell(1, entry.get());
  entries()[code] = std::move(entry);
}

void gdb_unregister(const void* code) {
  auto found = entries().find(code);
  if (found == entries().end()) return;
  Entry* entry = found->second.get();
  (entry->prev_entry ? entry->prev_entry->next_entry : __jit_debug_descriptor.first_entry) = entry->next_entry;
  if (entry->next_entry) entry->next_entry->prev_entry = entry->prev_entry;
  tell(2, entry);
  entries().erase(found);
}

}  // namespace pyvm::jit
