//! The attributes that say what a signature does not: generics, exceptions, parameter names,
//! nesting (JVMS 4.7).

use super::cursor::Cursor;
use super::pool::Pool;
use super::{BadClass, STATIC};

/// The attributes of a class, field or method, as far as they are wanted.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) signature: Option<String>,
    pub(super) exceptions: Vec<String>,
    /// From `ConstantValue`: where the value of a static field lies.
    pub(super) constant: Option<u16>,
    /// From `MethodParameters`; empty texts for parameters without a name.
    pub(super) parameter_names: Vec<String>,
    /// From `LocalVariableTable`: name by slot, of variables that live from the first instruction.
    pub(super) slots: Vec<(u16, String)>,
    /// From `InnerClasses`: names and access of nested classes, this one perhaps among them.
    pub(super) nested: Vec<(String, u16)>,
}

impl Attributes {
    pub(super) fn read(cursor: &mut Cursor<'_>, pool: &Pool<'_>) -> Result<Self, BadClass> {
        let mut read = Self::default();
        read.read_into(cursor, pool, true)?;
        Ok(read)
    }

    fn read_into(
        &mut self,
        cursor: &mut Cursor<'_>,
        pool: &Pool<'_>,
        outermost: bool,
    ) -> Result<(), BadClass> {
        for _ in 0..cursor.u16("the number of attributes")? {
            let name = pool.text(cursor.u16("an attribute's name")?, "an attribute's name")?;
            let len = cursor.u32("an attribute's length")?;
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            let mut inner = Cursor::new(cursor.take(len, &name)?);
            match name.as_str() {
                "Signature" => {
                    self.signature = Some(pool.text(inner.u16(&name)?, &name)?);
                }
                "Exceptions" => {
                    for _ in 0..inner.u16(&name)? {
                        self.exceptions.push(pool.class(inner.u16(&name)?, &name)?);
                    }
                }
                "ConstantValue" => self.constant = Some(inner.u16(&name)?),
                "MethodParameters" => self.method_parameters(&mut inner, pool)?,
                "InnerClasses" => self.inner_classes(&mut inner, pool)?,
                // Names of parameters, where code was compiled with -g: of default methods.
                "Code" if outermost => {
                    inner.take(4, "Code")?;
                    let code = usize::try_from(inner.u32("Code")?).unwrap_or(usize::MAX);
                    inner.take(code, "Code")?;
                    let handlers = usize::from(inner.u16("Code")?);
                    inner.take(handlers * 8, "exception handlers")?;
                    self.read_into(&mut inner, pool, false)?;
                }
                "LocalVariableTable" if !outermost => self.variables(&mut inner, pool)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn method_parameters(
        &mut self,
        inner: &mut Cursor<'_>,
        pool: &Pool<'_>,
    ) -> Result<(), BadClass> {
        for _ in 0..inner.u8("MethodParameters")? {
            let name = match inner.u16("MethodParameters")? {
                0 => String::new(),
                index => pool.text(index, "a parameter's name")?,
            };
            inner.u16("MethodParameters")?;
            self.parameter_names.push(name);
        }
        Ok(())
    }

    fn inner_classes(&mut self, inner: &mut Cursor<'_>, pool: &Pool<'_>) -> Result<(), BadClass> {
        for _ in 0..inner.u16("InnerClasses")? {
            let class = pool.class(inner.u16("InnerClasses")?, "a nested class")?;
            inner.take(4, "InnerClasses")?;
            self.nested.push((class, inner.u16("InnerClasses")?));
        }
        Ok(())
    }

    fn variables(&mut self, inner: &mut Cursor<'_>, pool: &Pool<'_>) -> Result<(), BadClass> {
        for _ in 0..inner.u16("LocalVariableTable")? {
            let start = inner.u16("LocalVariableTable")?;
            inner.u16("LocalVariableTable")?;
            let name = pool.text(inner.u16("LocalVariableTable")?, "a variable's name")?;
            inner.u16("LocalVariableTable")?;
            let slot = inner.u16("LocalVariableTable")?;
            if start == 0 {
                self.slots.push((slot, name));
            }
        }
        Ok(())
    }

    /// The names of a method's parameters, whose descriptors are `parameters`, as far as the
    /// compiler kept them.
    pub(super) fn names_of(&self, access: u16, parameters: &[String]) -> Vec<Option<String>> {
        let named = |name: &String| (!name.is_empty()).then(|| name.clone());
        if self.parameter_names.len() == parameters.len() {
            return self.parameter_names.iter().map(named).collect();
        }
        let mut slot = u16::from(access & STATIC == 0);
        let mut names = Vec::with_capacity(parameters.len());
        for parameter in parameters {
            let found = self.slots.iter().find(|(at, _)| *at == slot);
            names.push(found.map(|(_, name)| name.clone()));
            let wide = matches!(parameter.as_str(), "J" | "D");
            slot = slot.saturating_add(1 + u16::from(wide));
        }
        names
    }
}
