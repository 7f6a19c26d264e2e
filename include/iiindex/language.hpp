#pragma once

namespace [[gnu::visibility("default")]] iiindex {

enum class Language { zh, en };

/// Sets the language of what is said to the caller: problems, hints, warnings, notes, summaries of methods. English
/// until then. To be set before other threads begin.
void speak(Language language);

Language spoken();

}  // namespace iiindex
