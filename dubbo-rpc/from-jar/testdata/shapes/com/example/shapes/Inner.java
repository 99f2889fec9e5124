package com.example.shapes;

/** Has an inner class that is not static. */
public class Inner implements java.io.Serializable {
    private Deep deep;

    public class Deep implements java.io.Serializable { private int x; int outer() { return x + Inner.this.hashCode(); } }
}
