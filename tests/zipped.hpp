#pragma once

#include <map>
#include <string>

#include <zip.h>

namespace iiindex {

/// A zip archive of some files.
inline std::string zipped(const std::map<std::string, std::string>& files) {
    zip_source_t* const bytes = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(bytes);
    zip_t* const archive = zip_open_from_source(bytes, ZIP_TRUNCATE, nullptr);
    for (const auto& [name, text] : files) {
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
    }
    zip_close(archive);
    zip_source_open(bytes);
    zip_stat_t stat;
    zip_source_stat(bytes, &stat);
    std::string written(stat.size, '\0');
    zip_source_read(bytes, written.data(), written.size());
    zip_source_close(bytes);
    zip_source_free(bytes);
    return written;
}

}  // namespace iiindex
