#include "catch.hpp"

#include <sstream>

#include <iiindex/judgements.hpp>
#include <iiindex/questionnaire_book.hpp>

#include "load/xlsx/workbook.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

Index small_index(std::size_t children = 3) {
    std::string rows = "code,name,parent\nt,总,\n";
    for (std::size_t i = 0; i < children; ++i) rows += "n" + std::to_string(i) + ",第 " + std::to_string(i) + ",t\n";
    return load_index({"i.csv", rows}).value;
}

std::string questionnaire(const Index& index, std::size_t experts) {
    std::ostringstream out;
    write_questionnaire_book(out, index, experts, Language::zh);
    return out.str();
}

}  // namespace

TEST_CASE("a questionnaire has a sheet an expert, and the same bytes whenever it is written") {
    const Index index = small_index();
    const std::string bytes = questionnaire(index, 2);
    CHECK(bytes == questionnaire(index, 2));
    const Source source{"q.xlsx", bytes};
    const detail::Workbook workbook(source);
    REQUIRE(workbook.sheets().size() == 2);
    CHECK(workbook.sheets()[1].name == "专家2");
}

TEST_CASE("a questionnaire that nobody filled in is read, and refused for having no judgement") {
    const Index index = small_index();
    const Source source{"q.xlsx", questionnaire(index, 2)};
    const std::string refused = problems_of([&] { load_judgements({source}, index); });
    CHECK(refused.find("nobody judged anything") != std::string::npos);
}

TEST_CASE("a questionnaire is not written for more children than can be compared in pairs") {
    CHECK(problems_of([] { questionnaire(small_index(101), 1); }).find("5050 pairs") != std::string::npos);
}
