#pragma once

#include <iosfwd>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// A workbook that computes: values, scales, weights, scores and ranks on sheets whose cells are formulas, with what
/// the program computed saved in each, so that whoever changes a value or a weight sees the ranks move. What no formula
/// states is a number with a note. A control cell says whether the formulas agree with the program. A failed stream is
/// the caller's to notice. Throws InputError where there are more units or nodes than such a workbook can take.
///
/// result   with the scores of all nodes
/// read     the values as they were read, before they were prepared
/// basis    what the scales were taken from
void write_live_book(std::ostream& out, const Result& result, Dataset read, const ScaleBasis& basis, Language language);

/// Whether a workbook of one period computes what that period's is among all of them: no scale is taken from the
/// others.
bool computes_by_period(const Index& index, const ScaleBasis& basis);

}  // namespace iiindex
