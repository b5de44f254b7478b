// How long the long tests are: whole in the release build; a sample under the sanitizers, which take ten times as long.
#pragma once

namespace parley::tests {

#ifdef NDEBUG
inline constexpr bool whole_length = true;
#else
inline constexpr bool whole_length = false;
#endif

}  // namespace parley::tests
