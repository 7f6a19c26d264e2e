#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <iiindex/format.hpp>

namespace iiindex::detail {

void write_table(std::ostream& out, const Document& document, const Presentation& presentation);
void write_csv(std::ostream& out, const Document& document, const Presentation& presentation);
void write_tsv(std::ostream& out, const Document& document, const Presentation& presentation);
void write_json(std::ostream& out, const Document& document, const Presentation& presentation);
void write_markdown(std::ostream& out, const Document& document, const Presentation& presentation);
void write_xlsx(std::ostream& out, const Document& document, const Presentation& presentation);
std::vector<std::string> losses_of_xlsx(const Document& document, Language language);

}  // namespace iiindex::detail
