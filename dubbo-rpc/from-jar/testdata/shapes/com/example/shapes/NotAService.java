package com.example.shapes;

/** Constants only. */
public interface NotAService {
    int ONE = 1;
    int TWO = 2;
}
