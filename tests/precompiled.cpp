// Has nothing but the header that the tests share.
