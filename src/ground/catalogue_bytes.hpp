#pragma once

#include <string_view>

namespace iiindex::detail {

/// po/zh_CN.po as msgfmt compiles it.
std::string_view chinese_catalogue();

}  // namespace iiindex::detail
