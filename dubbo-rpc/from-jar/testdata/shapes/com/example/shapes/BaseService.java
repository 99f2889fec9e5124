package com.example.shapes;

import java.util.List;

/** What frameworks of CRUD services look like. */
public interface BaseService<T, ID> {
    T get(ID id);
    int save(T value);
    List<T> list(List<ID> ids);
}
