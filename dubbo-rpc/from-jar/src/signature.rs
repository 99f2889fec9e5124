//! Java types as descriptors and signatures write them (JVMS 4.3, 4.7.9.1).

use crate::class_file::BadClass;
use crate::limits::SIGNATURE_DEPTH_MAX;
use std::fmt;

/// `java.lang.Object`
pub(crate) const OBJECT: &str = "java.lang.Object";

/// A Java type. Wildcards are what they are bounded by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum JavaType {
    /// A primitive or `void`, by the letter of its descriptor.
    Primitive(char),
    /// A class by its binary name, with type arguments.
    Class(String, Vec<JavaType>),
    Array(Box<JavaType>),
    /// A type variable by its name.
    Variable(String),
}

/// A type parameter and its first bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) bound: JavaType,
}

/// What a class is declared as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ClassSignature {
    pub(crate) parameters: Vec<Parameter>,
    /// `None` for `java.lang.Object` itself and for modules.
    pub(crate) superclass: Option<JavaType>,
    pub(crate) interfaces: Vec<JavaType>,
}

impl ClassSignature {
    pub(crate) fn plain(superclass: Option<String>, interfaces: Vec<String>) -> Self {
        let class = |name| JavaType::Class(name, Vec::new());
        Self {
            parameters: Vec::new(),
            superclass: superclass.map(class),
            interfaces: interfaces.into_iter().map(class).collect(),
        }
    }
}

/// What a method is declared as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MethodSignature {
    pub(crate) type_parameters: Vec<Parameter>,
    pub(crate) parameters: Vec<JavaType>,
    pub(crate) returns: JavaType,
}

impl JavaType {
    pub(crate) fn class(name: &str) -> Self {
        Self::Class(name.to_owned(), Vec::new())
    }

    /// The JVM's descriptor of the erased type, type variables as `Object`.
    pub(crate) fn descriptor(&self) -> String {
        match self {
            Self::Primitive(letter) => letter.to_string(),
            Self::Class(name, _) => format!("L{};", name.replace('.', "/")),
            Self::Array(element) => format!("[{}", element.descriptor()),
            Self::Variable(_) => format!("L{};", OBJECT.replace('.', "/")),
        }
    }

    /// The same type with what `of` says in the place of variables.
    pub(crate) fn with(&self, of: &dyn Fn(&str) -> Option<JavaType>) -> Self {
        match self {
            Self::Primitive(_) => self.clone(),
            Self::Class(name, args) => {
                Self::Class(name.clone(), args.iter().map(|arg| arg.with(of)).collect())
            }
            Self::Array(element) => Self::Array(Box::new(element.with(of))),
            Self::Variable(name) => of(name).unwrap_or_else(|| self.clone()),
        }
    }
}

impl fmt::Display for JavaType {
    /// As in Java source, classes by their simple names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Primitive(letter) => f.write_str(match letter {
                'Z' => "boolean",
                'B' => "byte",
                'C' => "char",
                'S' => "short",
                'I' => "int",
                'J' => "long",
                'F' => "float",
                'D' => "double",
                _ => "void",
            }),
            Self::Class(name, args) => {
                f.write_str(&simple(name).replace('$', "."))?;
                for (i, arg) in args.iter().enumerate() {
                    write!(f, "{}{arg}", if i == 0 { "<" } else { ", " })?;
                }
                f.write_str(if args.is_empty() { "" } else { ">" })
            }
            Self::Array(element) => write!(f, "{element}[]"),
            Self::Variable(name) => f.write_str(name),
        }
    }
}

/// A binary name without its package.
pub(crate) fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// A field's descriptor or signature.
pub(crate) fn field(text: &str) -> Result<JavaType, BadClass> {
    let mut reader = Reader::new(text);
    let ty = reader.java_type(0)?;
    reader.end()?;
    Ok(ty)
}

/// A method's descriptor or signature.
pub(crate) fn method(text: &str) -> Result<MethodSignature, BadClass> {
    let mut reader = Reader::new(text);
    let type_parameters = reader.parameters()?;
    reader.expect('(')?;
    let mut parameters = Vec::new();
    while !reader.eat(')') {
        parameters.push(reader.java_type(0)?);
    }
    let returns = match reader.eat('V') {
        true => JavaType::Primitive('V'),
        false => reader.java_type(0)?,
    };
    // The thrown types are read from attribute `Exceptions`, which names classes.
    while reader.eat('^') {
        reader.java_type(0)?;
    }
    reader.end()?;
    Ok(MethodSignature {
        type_parameters,
        parameters,
        returns,
    })
}

/// A class's signature.
pub(crate) fn class(text: &str) -> Result<ClassSignature, BadClass> {
    let mut reader = Reader::new(text);
    let parameters = reader.parameters()?;
    let superclass = Some(reader.java_type(0)?);
    let mut interfaces = Vec::new();
    while !reader.rest.is_empty() {
        interfaces.push(reader.java_type(0)?);
    }
    Ok(ClassSignature {
        parameters,
        superclass,
        interfaces,
    })
}

struct Reader<'a> {
    whole: &'a str,
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            whole: text,
            rest: text,
        }
    }

    fn wrong(&self, wanted: &str) -> BadClass {
        BadClass(format!(
            "the signature `{}` has `{}` where {wanted} must be",
            self.whole.escape_debug(),
            self.rest
                .chars()
                .next()
                .map_or_else(|| "its end".to_owned(), String::from)
        ))
    }

    fn eat(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, wanted: char) -> Result<(), BadClass> {
        match self.eat(wanted) {
            true => Ok(()),
            false => Err(self.wrong(&format!("`{wanted}`"))),
        }
    }

    fn end(&self) -> Result<(), BadClass> {
        match self.rest.is_empty() {
            true => Ok(()),
            false => Err(self.wrong("the end")),
        }
    }

    /// Text up to one of `stops`, which stays.
    fn name(&mut self, stops: &[char]) -> Result<&'a str, BadClass> {
        match self.rest.find(stops) {
            Some(at) if at > 0 => {
                let (name, rest) = self.rest.split_at(at);
                self.rest = rest;
                Ok(name)
            }
            _ => Err(self.wrong("a name")),
        }
    }

    fn parameters(&mut self) -> Result<Vec<Parameter>, BadClass> {
        let mut parameters = Vec::new();
        if !self.eat('<') {
            return Ok(parameters);
        }
        while !self.eat('>') {
            let name = self.name(&[':'])?.to_owned();
            let mut bound = None;
            while self.eat(':') {
                // The class bound may be empty where there are interface bounds.
                if !self.rest.starts_with(':') {
                    let next = self.java_type(0)?;
                    bound.get_or_insert(next);
                }
            }
            let bound = bound.unwrap_or_else(|| JavaType::class(OBJECT));
            parameters.push(Parameter { name, bound });
        }
        Ok(parameters)
    }

    fn java_type(&mut self, depth: usize) -> Result<JavaType, BadClass> {
        if depth > SIGNATURE_DEPTH_MAX {
            return Err(BadClass(format!(
                "a signature is nested deeper than {SIGNATURE_DEPTH_MAX} levels"
            )));
        }
        let Some(first) = self.rest.chars().next() else {
            return Err(self.wrong("a type"));
        };
        match first {
            'Z' | 'B' | 'C' | 'S' | 'I' | 'J' | 'F' | 'D' => {
                self.eat(first);
                Ok(JavaType::Primitive(first))
            }
            '[' => {
                self.eat('[');
                Ok(JavaType::Array(Box::new(self.java_type(depth + 1)?)))
            }
            'T' => {
                self.eat('T');
                let name = self.name(&[';'])?.to_owned();
                self.expect(';')?;
                Ok(JavaType::Variable(name))
            }
            'L' => {
                self.eat('L');
                self.class_type(depth)
            }
            _ => Err(self.wrong("a type")),
        }
    }

    fn class_type(&mut self, depth: usize) -> Result<JavaType, BadClass> {
        let mut name = self.name(&[';', '<', '.'])?.replace('/', ".");
        let mut args = self.arguments(depth)?;
        // `Outer<T>.Inner<U>`: the arguments of the innermost are the class's own.
        while self.eat('.') {
            name.push('$');
            name.push_str(self.name(&[';', '<', '.'])?);
            args = self.arguments(depth)?;
        }
        self.expect(';')?;
        Ok(JavaType::Class(name, args))
    }

    fn arguments(&mut self, depth: usize) -> Result<Vec<JavaType>, BadClass> {
        let mut args = Vec::new();
        if !self.eat('<') {
            return Ok(args);
        }
        while !self.eat('>') {
            if self.eat('*') {
                args.push(JavaType::class(OBJECT));
            } else if self.eat('-') {
                // `? super X` may be given any supertype of X.
                self.java_type(depth + 1)?;
                args.push(JavaType::class(OBJECT));
            } else {
                self.eat('+');
                args.push(self.java_type(depth + 1)?);
            }
        }
        Ok(args)
    }
}

#[cfg(test)]
mod tests {
    use super::{class, field, method};
    use crate::limits::SIGNATURE_DEPTH_MAX;

    #[test]
    fn types_are_read() {
        for (text, java) in [
            ("I", "int"),
            ("[[J", "long[][]"),
            (
                "Ljava/util/Map<Ljava/lang/String;[B>;",
                "Map<String, byte[]>",
            ),
            ("Ljava/util/List<+Lcom/x/Base;>;", "List<Base>"),
            ("Ljava/util/List<*>;", "List<Object>"),
            ("Ljava/util/List<-Lcom/x/Base;>;", "List<Object>"),
            ("Lcom/x/Outer<TT;>.Inner<TU;>;", "Outer.Inner<U>"),
            ("TKey;", "Key"),
        ] {
            assert_eq!(field(text).unwrap().to_string(), java);
        }
        let read =
            method("<K::Ljava/lang/Comparable<TK;>;V:Lcom/x/B;>(TK;I)TV;^Lcom/x/E;").unwrap();
        let bounds: Vec<_> = read
            .type_parameters
            .iter()
            .map(|p| p.bound.to_string())
            .collect();
        assert_eq!(bounds, ["Comparable<K>", "B"]);
        assert_eq!(read.parameters.len(), 2);
        let read = class("<T:Ljava/lang/Object;>Lcom/x/Base<TT;>;Ljava/io/Serializable;").unwrap();
        assert_eq!(read.superclass.unwrap().to_string(), "Base<T>");
        assert_eq!(read.interfaces.len(), 1);
    }

    #[test]
    fn mistakes_are_named() {
        for text in [
            "",
            "Q",
            "Ljava/util/List",
            "L;",
            "T",
            "II",
            "Lx<I",
            "[",
            "Lx<*",
        ] {
            field(text).unwrap_err();
        }
        for text in ["", "(", "()", "(I", "()VV", "<T>()V", "<:I>()V"] {
            method(text).unwrap_err();
        }
        let error = field("Lcom/x/Y<Q>;").unwrap_err().to_string();
        assert!(
            error.contains("`Lcom/x/Y<Q>;` has `Q` where a type"),
            "{error}"
        );
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| format!("{}I", "[".repeat(depth));
        field(&nested(SIGNATURE_DEPTH_MAX)).unwrap();
        let error = field(&nested(SIGNATURE_DEPTH_MAX + 1)).unwrap_err();
        assert!(error.to_string().contains("deeper than 32"), "{error}");
    }
}
