// The texts that cases compare are wide.
#define CATCH_CONFIG_CONSOLE_WIDTH 300
#define CATCH_CONFIG_RUNNER
#include "catch.hpp"

#include <cstdlib>

// What is said does not depend on who runs the tests.
int main(int argc, char** argv) {
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    setenv("LANG", "C.UTF-8", 1);
    return Catch::Session().run(argc, argv);
}
