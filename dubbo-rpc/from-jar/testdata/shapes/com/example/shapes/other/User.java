package com.example.shapes.other;

/** A second class of that name. */
public class User implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private String name;
}
