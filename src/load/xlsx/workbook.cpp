#include "load/xlsx/workbook.hpp"

#include <map>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/text.hpp"
#include "load/xlsx/sheet.hpp"
#include "load/xlsx/strings.hpp"
#include "load/xlsx/xml.hpp"

namespace iiindex::detail {
namespace {

/// The path of a part from what another one calls it: "/xl/a.xml" from the root, "../a.xml" and "a.xml" from there.
std::string part_at(const std::string& from, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string folder = from.substr(0, from.rfind('/') == from.npos ? 0 : from.rfind('/') + 1);
    for (; target.starts_with("../"); target.remove_prefix(3)) {
        if (!folder.empty()) folder.pop_back();
        folder.erase(folder.rfind('/') == folder.npos ? 0 : folder.rfind('/') + 1);
    }
    while (target.starts_with("./")) target.remove_prefix(2);
    return folder + std::string(target);
}

struct Relation {
    std::string type;  ///< its last word: "worksheet"
    std::string part;
};

/// What a part refers to, by the names that it gives.
std::map<std::string, Relation> relations_of(const Package& package, const std::string& part) {
    const std::size_t slash = part.rfind('/');
    const std::string folder = slash == part.npos ? "" : part.substr(0, slash + 1);
    const std::string file = folder + "_rels/" + part.substr(folder.size()) + ".rels";
    std::map<std::string, Relation> relations;
    if (!package.has(file)) return relations;
    const pugi::xml_document document = parse_part(package, file);
    for (const auto& relation : document.document_element().children()) {
        if (relation.attribute("TargetMode").value() == std::string_view("External")) continue;
        const std::string type = relation.attribute("Type").value();
        relations[relation.attribute("Id").value()] = {type.substr(type.rfind('/') + 1),
                                                       part_at(part, relation.attribute("Target").value())};
    }
    return relations;
}

/// The part of a kind that another one refers to; empty if there is none.
std::string related(const std::map<std::string, Relation>& relations, std::string_view type) {
    for (const auto& [id, relation] : relations) {
        if (relation.type == type) return relation.part;
    }
    return {};
}

}  // namespace

Workbook::Workbook(const Source& source) : package_(source) {
    const std::string part = related(relations_of(package_, ""), "officeDocument");
    if (part.empty() || !package_.has(part)) {
        refuse(source.name, said("a zip archive, but no workbook"),
               said("open it in a spreadsheet and save it as XLSX"));
    }
    read_sheets(part);
    const auto relations = relations_of(package_, part);
    const std::string strings = related(relations, "sharedStrings"), styles = related(relations, "styles");
    if (!strings.empty() && package_.has(strings)) strings_ = read_strings(package_, strings);
    if (!styles.empty() && package_.has(styles)) styles_ = read_styles(package_, styles);
}

void Workbook::read_sheets(const std::string& part) {
    const pugi::xml_document document = parse_part(package_, part);
    const pugi::xml_node workbook = document.document_element();
    if (local_name(workbook.name()) != "workbook") {
        refuse(package_.file(), said("a document of another program, no workbook"),
               said("open it in a spreadsheet and save it as XLSX"));
    }
    from_1904_ = child_named(workbook, "workbookPr").attribute("date1904").as_bool();
    const auto relations = relations_of(package_, part);
    for (const auto& sheet : child_named(workbook, "sheets").children()) {
        const auto found = relations.find(std::string(attribute_named(sheet, "id")));
        if (found == relations.end() || found->second.type != "worksheet") continue;  // a sheet of a chart
        sheets_.push_back({.name = sheet.attribute("name").value(),
                           .part = found->second.part,
                           .is_hidden = sheet.attribute("state").value() == std::string_view("hidden") ||
                                        sheet.attribute("state").value() == std::string_view("veryHidden")});
    }
    if (sheets_.empty()) refuse(package_.file(), said("a workbook without a sheet of cells"), "");
}

SheetText Workbook::read_start(const Sheet& sheet) const {
    return {sheet.name, SheetReader(package_, sheet.name, {strings_, styles_, from_1904_}).read_start(sheet.part)};
}

SheetText Workbook::read(const Sheet& sheet, std::vector<Problem>& warnings, Reading reading) const {
    const SheetContext context{strings_, styles_, from_1904_, reading};
    return {sheet.name, SheetReader(package_, sheet.name, context).read(sheet.part, warnings)};
}

}  // namespace iiindex::detail
