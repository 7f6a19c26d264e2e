#include <iostream>

#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>

int main(int, char** argv) {
    const auto [input, warnings] = iiindex::load_dataset(iiindex::read_source(argv[1]));
    const iiindex::Result result = iiindex::compute(input.index, input.data);
    std::cout.precision(17);
    std::cout << result.score(0, 0).value() << '\n';
}
