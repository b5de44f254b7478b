// A vector that keeps its items when it is cleared, and may be written to behind its end before it grows: so that what
// may be listed or not is written without asking first.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <vector>

namespace parley::vm {

template <typename T>
class Buffer {
public:
    // Room for `count` items behind the last; good until the next call.
    T* room(std::size_t count) {
        if (items_.size() - size_ < count) [[unlikely]]
            make_room(count);
        return items_.data() + size_;
    }
    // Takes in what has been written up to there.
    void grow_to(const T* end) { size_ = static_cast<std::size_t>(end - items_.data()); }
    void push_back(const T& item) {
        *room(1) = item;
        ++size_;
    }
    void clear() { size_ = 0; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const T* begin() const { return items_.data(); }
    const T* end() const { return items_.data() + size_; }
    const T* data() const { return items_.data(); }
    T& back() { return items_[size_ - 1]; }
    const T& back() const { return items_[size_ - 1]; }
    T& operator[](std::size_t i) { return items_[i]; }
    const T& operator[](std::size_t i) const { return items_[i]; }
    const T& at(std::size_t i) const {
        if (i >= size_) throw std::out_of_range("an item that is not there");
        return items_[i];
    }

private:
    [[gnu::noinline]] void make_room(std::size_t count) { items_.resize(2 * items_.size() + count); }
    std::vector<T> items_;
    std::size_t size_ = 0;
};

}  // namespace parley::vm
