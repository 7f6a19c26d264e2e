#include "load/xlsx/package.hpp"

#include <algorithm>
#include <array>

#include <zip.h>

#include "ground/catalogue.hpp"
#include "load/text.hpp"

namespace iiindex::detail {
namespace {

/// More than any sheet of a million rows that a person has made. A part that says less than it holds is caught as it is
/// unpacked.
constexpr zip_uint64_t largest_part = zip_uint64_t{1} << 30;
constexpr std::size_t largest_whole = std::size_t{3} << 29;  // of all parts that are read
/// Sheets are packed to a tenth or a thirtieth; what shrinks far more holds nothing but the same again and again.
constexpr zip_uint64_t most_packed = 300;
constexpr zip_uint64_t small_part = zip_uint64_t{1} << 24;  // packed as it likes

constexpr std::string_view save_as =
    marked("open it in a spreadsheet and save it as XLSX, or the sheet as CSV in UTF-8");

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

/// A text in UTF-16, as the directory of an older office document has names.
std::string wide(std::string_view text) {
    std::string bytes;
    for (const char c : text) bytes += {c, '\0'};
    return bytes;
}

/// What an older office document holds, by the names in its directory.
[[noreturn]] void refuse_ole(const std::string& file, std::string_view bytes) {
    const auto has_stream = [&](std::string_view name) { return bytes.find(wide(name)) != bytes.npos; };
    if (has_stream("EncryptedPackage")) {
        refuse(file, said("a workbook with a password, which is encrypted"), said("save it without the password"));
    }
    if (has_stream("WordDocument"))
        refuse(file, said("a document of Word (.doc), expected a table"), std::string(translated(save_as, spoken())));
    if (has_stream("PowerPoint Document")) refuse(file, said("slides of PowerPoint (.ppt), expected a table"), "");
    if (has_stream("Workbook") || has_stream("Book")) {
        refuse(file, said("a workbook of the older kind (.xls)"), std::string(translated(save_as, spoken())));
    }
    refuse(file, said("an older office document that is no workbook"), "");
}

}  // namespace

struct Package::Archive {
    zip_t* zip = nullptr;

    ~Archive() {
        if (zip != nullptr) zip_discard(zip);
    }
};

bool is_archive(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }
bool is_ole(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"); }

Package::Package(const Source& source) : file_(source.name), archive_(std::make_unique<Archive>()) {
    const std::string_view bytes = source.bytes;
    if (is_ole(bytes)) refuse_ole(file_, bytes);
    if (!is_archive(bytes))
        refuse(file_, said("no workbook: XLSX is a zip archive, and this is none"),
               std::string(translated(save_as, spoken())));
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const data = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    archive_->zip = data == nullptr ? nullptr : zip_open_from_source(data, ZIP_RDONLY, &error);
    if (archive_->zip == nullptr) {
        std::string why = zip_error_strerror(&error);
        if (data != nullptr) zip_source_free(data);
        zip_error_fini(&error);
        refuse(file_, said("a damaged workbook: {}", why), said("copy or save it again"));
    }
    zip_error_fini(&error);
    if (has("xl/workbook.bin"))
        refuse(file_, said("a binary workbook (.xlsb)"), std::string(translated(save_as, spoken())));
    if (has("content.xml") && has("mimetype"))
        refuse(file_, said("a document of OpenOffice (.ods)"), std::string(translated(save_as, spoken())));
    if (!has("_rels/.rels"))
        refuse(file_, said("a zip archive, but no workbook"), std::string(translated(save_as, spoken())));
}

Package::~Package() = default;

bool Package::has(const std::string& part) const {
    return zip_name_locate(archive_->zip, part.c_str(), ZIP_FL_NOCASE) >= 0;
}

void Package::count(std::size_t bytes) const {
    unpacked_ += bytes;
    if (unpacked_ <= largest_whole) return;
    refuse(file_, said("a workbook whose parts are more than {} bytes together", largest_whole),
           said("no table is so large; save the sheet alone, or as CSV in UTF-8"));
}

std::string Package::read(const std::string& part, std::size_t most) const {
    const auto damaged = [&](std::string_view why) {
        refuse(file_, said("a damaged workbook: its part '{}' {}", part, why), said("copy or save it again"));
    };
    zip_stat_t stat;
    if (zip_stat(archive_->zip, part.c_str(), ZIP_FL_NOCASE, &stat) != 0) damaged(said("is not there"));
    const bool has_sizes = (stat.valid & ZIP_STAT_SIZE) != 0 && (stat.valid & ZIP_STAT_COMP_SIZE) != 0;
    if (!has_sizes) damaged(said("does not say how large it is"));
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
        refuse(file_, said("an encrypted workbook"), said("save it without the password"));
    }
    const bool is_bomb = stat.size > small_part && stat.size / std::max<zip_uint64_t>(1, stat.comp_size) > most_packed;
    if (stat.size > largest_part || is_bomb) damaged(said("would be {} bytes unpacked", stat.size));
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_->zip, stat.index, 0));
    if (!file) damaged(said("cannot be unpacked"));
    std::string text;
    std::array<char, 65536> buffer;
    for (zip_int64_t size; text.size() < most && (size = zip_fread(file.get(), buffer.data(), buffer.size())) != 0;) {
        if (size < 0) damaged(said("cannot be unpacked"));
        text.append(buffer.data(), static_cast<std::size_t>(size));
        if (text.size() > stat.size) damaged(said("is larger than it says"));
        count(static_cast<std::size_t>(size));
    }
    if (text.size() != stat.size && text.size() < most) damaged(said("is shorter than it says"));
    return text;
}

}  // namespace iiindex::detail
