// The texts that cases compare are wide.
#define CATCH_CONFIG_CONSOLE_WIDTH 300
#define CATCH_CONFIG_MAIN
#include "catch.hpp"
