// A vector whose first items lie in itself, so that what a line has few of is beside what else is looked at first.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <vector>

namespace parley::vm {

template <typename T, std::size_t few>
class Small {
public:
    Small() = default;
    Small& operator=(std::initializer_list<T> items) {
        clear();
        for (const T& item : items) push_back(item);
        return *this;
    }
    void push_back(const T& item) {
        if (size_ == few && more_.empty()) more_.assign(first_, first_ + few);
        if (size_ < few)
            first_[size_] = item;
        else
            more_.push_back(item);
        ++size_;
    }
    void clear() {
        size_ = 0;
        more_.clear();
    }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const T* data() const { return size_ <= few ? first_ : more_.data(); }
    T* data() { return size_ <= few ? first_ : more_.data(); }
    const T* begin() const { return data(); }
    const T* end() const { return data() + size_; }
    const T& operator[](std::size_t i) const { return data()[i]; }
    T& operator[](std::size_t i) { return data()[i]; }
    friend bool operator==(const Small& left, const std::vector<T>& right) {
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

private:
    std::size_t size_ = 0;
    T first_[few] = {};
    std::vector<T> more_;  // all, where they are more than a few
};

}  // namespace parley::vm
