package com.autoparts.stock.dump;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * Prints by reflection what the jar holds, one fact per line, and tries every value class: its accessors, equals, hashCode and
 * Java serialization. Argument: the folder of the compiled classes.
 */
public final class Dump {
    private static final String PACKAGE = "com.autoparts.stock.api";

    private Dump() {
    }

    public static void main(String[] args) throws Exception {
        File root = new File(args[0]);
        List<String> names = new ArrayList<String>();
        collect(new File(root, PACKAGE.replace('.', '/')), PACKAGE, names);
        Collections.sort(names);
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String name : names) {
            Class<?> type = Class.forName(name);
            if (type.isInterface()) {
                printInterface(type, out);
            } else if (Modifier.isFinal(type.getModifiers())) {
                printConstants(type, out);
            } else {
                printValue(type, out);
                tryValue(type);
            }
        }
    }

    private static void collect(File folder, String name, List<String> names) {
        for (File file : folder.listFiles()) {
            if (file.isDirectory()) {
                collect(file, name + "." + file.getName(), names);
            } else if (file.getName().endsWith(".class") && !file.getName().equals("package-info.class")) {
                names.add(name + "." + file.getName().replace(".class", ""));
            }
        }
    }

    private static void printInterface(Class<?> type, PrintStream out) {
        out.println("interface " + type.getName());
        Method[] methods = type.getDeclaredMethods();
        Arrays.sort(methods, (a, b) -> a.getName().compareTo(b.getName()));
        for (Method method : methods) {
            StringBuilder text = new StringBuilder();
            for (Parameter parameter : method.getParameters()) {
                text.append(text.length() == 0 ? "" : ", ").append(parameter.getType().getName()).append(' ')
                        .append(parameter.getName()).append(" as ").append(parameter.getParameterizedType().getTypeName());
            }
            out.println("method " + type.getName() + "." + method.getName() + "(" + text + ") returns "
                    + method.getReturnType().getName() + " as " + method.getGenericReturnType().getTypeName());
        }
    }

    private static void printConstants(Class<?> type, PrintStream out) throws Exception {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                out.println("constant " + type.getSimpleName() + "." + field.getName() + " = " + field.get(null));
            }
        }
    }

    private static void printValue(Class<?> type, PrintStream out) throws Exception {
        StringBuilder parameters = new StringBuilder();
        for (TypeVariable<?> variable : type.getTypeParameters()) {
            parameters.append(parameters.length() == 0 ? "" : ", ").append(variable.getName());
        }
        out.println("class " + type.getName() + "<" + parameters + ">");
        for (Field field : fields(type)) {
            Type generic = field.getGenericType();
            out.println("field " + type.getName() + "." + field.getName() + " " + generic.getTypeName());
        }
        Field version = type.getDeclaredField("serialVersionUID");
        version.setAccessible(true);
        check(version.getLong(null) == 1L, type + ": serialVersionUID is not 1");
        check(type.getSuperclass() == Object.class, type + " has a superclass");
        check(Serializable.class.isAssignableFrom(type), type + " is not Serializable");
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<Field>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                check(!Modifier.isTransient(field.getModifiers()), field + " is transient: hessian2 would skip it");
                fields.add(field);
            }
        }
        return fields;
    }

    /** Sets every field through its setter, one after the other, and looks that each makes a difference. */
    private static void tryValue(Class<?> type) throws Exception {
        Object first = type.getConstructor().newInstance();
        Object second = type.getConstructor().newInstance();
        check(first.equals(second) && first.hashCode() == second.hashCode(), type + ": two new ones are not equal");
        for (Field field : fields(type)) {
            String suffix = Character.toUpperCase(field.getName().charAt(0)) + field.getName().substring(1);
            Method getter = type.getMethod((field.getType() == boolean.class ? "is" : "get") + suffix);
            Method setter = type.getMethod("set" + suffix, field.getType());
            check(getter.getGenericReturnType().equals(field.getGenericType()), getter + " returns another type than its field");
            Object value = sample(field.getType());
            setter.invoke(first, value);
            check(value.equals(getter.invoke(first)), getter + " does not return what was set");
            check(!first.equals(second), type + ".equals does not look at " + field.getName());
            check(first.toString().contains(field.getName() + "="), type + ".toString does not show " + field.getName());
            setter.invoke(second, value);
            check(first.equals(second) && first.hashCode() == second.hashCode(), type + ": equal ones are not equal");
        }
        check(first.equals(copy(first)), type + " is another after Java serialization");
    }

    private static Object sample(Class<?> type) throws Exception {
        if (type == long.class || type == Long.class) {
            return 7L;
        } else if (type == int.class || type == Integer.class) {
            return 7;
        } else if (type == boolean.class || type == Boolean.class) {
            return true;
        } else if (type == double.class || type == Double.class) {
            return 7.5;
        } else if (type == String.class || type == Object.class) {
            return "seven";
        } else if (type == Date.class) {
            return new Date(7);
        } else if (type == List.class) {
            return new ArrayList<Object>(Collections.singletonList("seven"));
        } else if (type == Map.class) {
            return new java.util.HashMap<String, String>(Collections.singletonMap("seven", "7"));
        }
        return type.getConstructor().newInstance();
    }

    private static Object copy(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException(message);
        }
    }
}
