//! Where classes are: jars, and folders of classes as a compiler leaves them.

use crate::class_file::ClassFile;
use crate::error::{Error, Result};
use crate::limits::{CLASS_BYTES_MAX, FOLDER_DEPTH_MAX, JAR_ENTRIES_MAX};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use zip::ZipArchive;

/// Folders inside an archive that hold classes beside its top: Spring Boot's and a web archive's.
const CLASS_FOLDERS: [&str; 2] = ["BOOT-INF/classes/", "WEB-INF/classes/"];

/// Jars and folders, searched in the order given, as a Java class path is.
#[derive(Debug)]
pub(crate) struct ClassPath {
    sources: Vec<Source>,
    /// Source and entry by class name with dots.
    index: BTreeMap<String, (usize, String)>,
    read: RefCell<HashMap<String, Rc<ClassFile>>>,
}

#[derive(Debug)]
struct Source {
    path: PathBuf,
    /// `None` for a folder.
    archive: Option<RefCell<ZipArchive<File>>>,
}

impl ClassPath {
    /// Opens jars and folders.
    ///
    /// # Errors
    /// When one cannot be read or is no jar.
    pub(crate) fn open(paths: &[PathBuf]) -> Result<Self> {
        let (mut sources, mut index) = (Vec::new(), BTreeMap::new());
        for (at, path) in paths.iter().enumerate() {
            let (source, entries) = if path.is_dir() {
                let mut entries = Vec::new();
                list_folder(path, "", 0, &mut entries)?;
                let path = path.clone();
                (
                    Source {
                        path,
                        archive: None,
                    },
                    entries,
                )
            } else {
                open_archive(path)?
            };
            for entry in entries {
                if let Some(class) = class_of(&entry) {
                    index.entry(class).or_insert((at, entry));
                }
            }
            sources.push(source);
        }
        Ok(Self {
            sources,
            index,
            read: RefCell::default(),
        })
    }

    /// The class called `name`, if one of the jars has it.
    ///
    /// # Errors
    /// When its file cannot be read, is larger than the limit, or damaged.
    pub(crate) fn class(&self, name: &str) -> Result<Option<Rc<ClassFile>>> {
        if let Some(class) = self.read.borrow().get(name) {
            return Ok(Some(Rc::clone(class)));
        }
        let Some((source, entry)) = self.index.get(name) else {
            return Ok(None);
        };
        let bytes = self.sources[*source].bytes(entry)?;
        let damaged = |reason: String| Error::Class {
            class: name.to_owned(),
            reason,
        };
        let class = ClassFile::read(&bytes).map_err(|error| damaged(error.to_string()))?;
        if class.name != name {
            return Err(damaged(format!("its file holds class {}", class.name)));
        }
        let class = Rc::new(class);
        self.read
            .borrow_mut()
            .insert(name.to_owned(), Rc::clone(&class));
        Ok(Some(class))
    }

    /// Names of the classes of the first jar, in order.
    pub(crate) fn first(&self) -> Vec<String> {
        let first = self.index.iter().filter(|(_, (source, _))| *source == 0);
        first.map(|(name, _)| name.clone()).collect()
    }

    /// Names of all classes, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(String::as_str)
    }
}

impl Source {
    fn bytes(&self, entry: &str) -> Result<Vec<u8>> {
        let failed = |source| Error::Io {
            path: self.path.join(entry),
            source,
        };
        let mut bytes = Vec::new();
        match &self.archive {
            None => File::open(self.path.join(entry))
                .and_then(|file| file.take(CLASS_BYTES_MAX + 1).read_to_end(&mut bytes))
                .map_err(failed)?,
            Some(archive) => {
                let mut archive = archive.borrow_mut();
                let file = archive
                    .by_name(entry)
                    .map_err(|error| failed(std::io::Error::other(error)))?;
                // Not what the entry says of its size: that may be a lie.
                let mut file = file.take(CLASS_BYTES_MAX + 1);
                file.read_to_end(&mut bytes).map_err(failed)?
            }
        };
        if bytes.len() as u64 > CLASS_BYTES_MAX {
            return Err(Error::Class {
                class: entry.to_owned(),
                reason: format!("it has more than {CLASS_BYTES_MAX} bytes"),
            });
        }
        Ok(bytes)
    }
}

fn open_archive(path: &Path) -> Result<(Source, Vec<String>)> {
    let failed = |reason: String| Error::Jar {
        path: path.to_owned(),
        reason,
    };
    let file = File::open(path).map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
    })?;
    let archive = ZipArchive::new(file)
        .map_err(|error| failed(format!("{error}; a jar, or a folder of classes, is wanted")))?;
    if archive.len() > JAR_ENTRIES_MAX {
        return Err(failed(format!(
            "it has {} entries, at most {JAR_ENTRIES_MAX} are read",
            archive.len()
        )));
    }
    // An entry whose name is no text is no class.
    let names = archive.file_names().filter_map(std::result::Result::ok);
    let entries = names.map(std::borrow::Cow::into_owned).collect();
    let source = Source {
        path: path.to_owned(),
        archive: Some(RefCell::new(archive)),
    };
    Ok((source, entries))
}

fn list_folder(folder: &Path, prefix: &str, depth: usize, entries: &mut Vec<String>) -> Result<()> {
    let failed = |source| Error::Io {
        path: folder.to_owned(),
        source,
    };
    if depth > FOLDER_DEPTH_MAX || entries.len() > JAR_ENTRIES_MAX {
        return Err(Error::Jar {
            path: folder.to_owned(),
            reason: format!(
                "more than {FOLDER_DEPTH_MAX} folders inside each other or {JAR_ENTRIES_MAX} files"
            ),
        });
    }
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type().map_err(failed)? {
            kind if kind.is_dir() => {
                list_folder(&entry.path(), &format!("{name}/"), depth + 1, entries)?;
            }
            _ => entries.push(name),
        }
    }
    Ok(())
}

/// The class an entry holds, if it holds one; other versions' classes and modules are none.
fn class_of(entry: &str) -> Option<String> {
    let inside = CLASS_FOLDERS
        .iter()
        .find_map(|folder| entry.strip_prefix(folder));
    let path = inside.unwrap_or(entry).strip_suffix(".class")?;
    let simple = path.rsplit('/').next()?;
    let other = path.starts_with("META-INF/") || matches!(simple, "module-info" | "package-info");
    (!other).then(|| path.replace('/', "."))
}

#[cfg(test)]
mod tests {
    use super::{ClassPath, class_of};
    use std::io::Write as _;

    #[test]
    fn entries_are_classes_or_not() {
        for (entry, class) in [
            ("com/x/Foo.class", Some("com.x.Foo")),
            ("com/x/Foo$Bar.class", Some("com.x.Foo$Bar")),
            ("BOOT-INF/classes/com/x/Foo.class", Some("com.x.Foo")),
            ("Foo.class", Some("Foo")),
            ("META-INF/versions/9/com/x/Foo.class", None),
            ("module-info.class", None),
            ("com/x/package-info.class", None),
            ("com/x/Foo.java", None),
        ] {
            assert_eq!(class_of(entry).as_deref(), class, "{entry}");
        }
    }

    #[test]
    fn what_is_no_jar_or_no_class_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no.jar");
        std::fs::write(&path, "no jar").unwrap();
        let error = ClassPath::open(&[path]).unwrap_err().to_string();
        assert!(
            error.contains("no.jar") && error.contains("a jar"),
            "{error}"
        );
        let error = ClassPath::open(&[folder.path().join("none.jar")]).unwrap_err();
        assert!(error.to_string().contains("none.jar"), "{error}");

        std::fs::create_dir(folder.path().join("com")).unwrap();
        std::fs::write(folder.path().join("com/Foo.class"), "no class").unwrap();
        let path = ClassPath::open(&[folder.path().to_owned()]).unwrap();
        assert!(path.class("com.Bar").unwrap().is_none());
        let error = path.class("com.Foo").unwrap_err().to_string();
        assert!(
            error.contains("com.Foo") && error.contains("cafebabe"),
            "{error}"
        );
    }

    #[test]
    fn a_class_is_inflated_up_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let most = usize::try_from(super::CLASS_BYTES_MAX).unwrap();
        for (len, says) in [(most, "cafebabe"), (most + 1, "more than 8388608 bytes")] {
            let path = folder.path().join("bomb.jar");
            let mut jar = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
            let options = zip::write::SimpleFileOptions::default();
            jar.start_file("Bomb.class", options).unwrap();
            jar.write_all(&vec![0; len]).unwrap();
            jar.finish().unwrap();
            let error = ClassPath::open(&[path]).unwrap().class("Bomb").unwrap_err();
            assert!(error.to_string().contains(says), "{error}");
        }
    }

    #[test]
    fn folders_are_walked_down_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let mut path = folder.path().to_owned();
        for _ in 0..super::FOLDER_DEPTH_MAX {
            path.push("a");
        }
        std::fs::create_dir_all(&path).unwrap();
        ClassPath::open(&[folder.path().to_owned()]).unwrap();
        std::fs::create_dir(path.join("a")).unwrap();
        let error = ClassPath::open(&[folder.path().to_owned()]).unwrap_err();
        assert!(
            error.to_string().contains("more than 64 folders"),
            "{error}"
        );
    }
}
