package com.autoparts.probe;

/** An enum on the wire. */
public enum Color { RED, GREEN, BLUE }
