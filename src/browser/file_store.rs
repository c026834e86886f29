//! The files that the user opened, kept in this browser: IndexedDB, through the crate `idb`.
//!
//! The database `whowhen` has two stores: `files` has what is listed (name, size, when it was opened), and `contents` the
//! bytes, under the same number. So the list is read without the files. The database is opened for each task and closed
//! after it, so that a later version of the page can change it while another tab is open.
//!
//! A change is announced to the other tabs ([`on_change`]), and to this one.
//!
//! ```ignore
//! let number = file_store::add("The road to Kidal", &bytes).await?;
//! let kept = file_store::content(number).await?.unwrap();
//! ```

use idb::{Database, Error, Factory, KeyPath, ObjectStoreParams, Transaction, TransactionMode};
use js_sys::{Array, Date, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BroadcastChannel, DomException, EventTarget, IdbRequest, IdbTransaction};

use super::listen::{self, Listener};
use super::timers::Slices;
use super::{file_bytes, property};

/// The name of the database, and of the channel between tabs.
const NAME: &str = "whowhen";

/// The store of what is listed.
const FILES: &str = "files";

/// The store of the bytes.
const CONTENTS: &str = "contents";

/// A file of more bytes is kept as a blob.
const LARGE: f64 = 4.0 * 1024.0 * 1024.0;

/// A file that is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFile {
    /// Its number, used in addresses.
    pub number: u32,
    /// Its name: the title of the article, or what the user named it.
    pub name: String,
    /// Its size in bytes.
    pub size: f64,
    /// When it was opened, in milliseconds since 1970.
    pub opened: f64,
}

/// A file that is kept, with its content.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What is listed of it.
    pub file: KeptFile,
    /// Its bytes.
    pub bytes: Uint8Array,
    /// The same bytes, if they are kept as a blob.
    pub blob: Option<Blob>,
}

/// Why a file could not be kept or read.
#[derive(Clone, Debug, PartialEq)]
pub enum StoreError {
    /// The browser allows no storage here: in a private window of some browsers, in a sandbox, by the user's settings.
    Blocked,
    /// There is no room left.
    Full,
    /// Something else, in the browser's words.
    Broken(String),
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let value = match error {
            Error::AddFailed(value)
            | Error::UpdateFailed(value)
            | Error::IndexedDbOpenFailed(value)
            | Error::TransactionOpenFailed(value) => value,
            Error::IndexedDbNotFound(_) => return Self::Blocked,
            _ => JsValue::NULL,
        };
        Self::of_exception(value.dyn_ref())
    }
}

impl StoreError {
    fn of_exception(exception: Option<&DomException>) -> Self {
        let Some(exception) = exception else { return Self::Broken("IndexedDB".to_owned()) };
        match exception.name().as_str() {
            "QuotaExceededError" => Self::Full,
            "SecurityError" | "InvalidStateError" => Self::Blocked,
            name => Self::Broken([name, ": ", &exception.message()].concat()),
        }
    }
}

/// The files that are kept, the latest first.
pub async fn list() -> Result<Vec<KeptFile>, StoreError> {
    let database = open().await?;
    let transaction = database.transaction(&[FILES], TransactionMode::ReadOnly)?;
    let records = Array::from(&result(transaction.object_store(FILES)?.get_all(None, None)?).await?);
    database.close();
    let mut files: Vec<KeptFile> = records.iter().filter_map(|record| read(&record)).collect();
    files.sort_by(|one, other| other.opened.total_cmp(&one.opened));
    Ok(files)
}

/// Keeps a file. Returns its number. A file with the same content, which is kept already, is moved to the top of the list.
pub async fn add(name: &str, bytes: &Uint8Array, blob: Option<Blob>) -> Result<u32, StoreError> {
    let size = f64::from(bytes.length());
    for file in list().await?.into_iter().filter(|file| file.size == size) {
        if let Some(kept) = content(file.number).await?
            && file_bytes::is_same(&kept.bytes, bytes, &mut Slices::new()).await
        {
            return write(&KeptFile { opened: Date::now(), ..file }, Some(bytes), blob).await;
        }
    }
    write(&KeptFile { number: 0, name: name.to_owned(), size, opened: Date::now() }, Some(bytes), blob).await
}

/// Reads a file. `None` if it is not kept here.
pub async fn content(number: u32) -> Result<Option<Kept>, StoreError> {
    let database = open().await?;
    let transaction = database.transaction(&[FILES, CONTENTS], TransactionMode::ReadOnly)?;
    let record = result(transaction.object_store(FILES)?.get(JsValue::from(number))?).await?;
    let content = result(transaction.object_store(CONTENTS)?.get(JsValue::from(number))?).await?;
    database.close();
    let blob: Option<Blob> = content.dyn_ref().cloned();
    let bytes = match &blob {
        Some(blob) => file_bytes::of_blob(blob).await,
        None => content.dyn_into().ok(),
    };
    Ok(read(&record).zip(bytes).map(|(file, bytes)| Kept { file, bytes, blob }))
}

/// Writes what is listed of a file, and with `bytes` also its content. A file with number 0 gets a new number, which is
/// returned. A file that was removed is kept again under its number, but not without its content: then the number is 0.
/// `blob` has the same bytes: the browser copies it while the page goes on.
pub async fn write(file: &KeptFile, bytes: Option<&Uint8Array>, blob: Option<Blob>) -> Result<u32, StoreError> {
    if let Some(blob) = blob.filter(|_| file.size > LARGE)
        && let Ok(number) = put(file, Some(&blob)).await
    {
        return Ok(number);
    }
    // There is no blob, or the browser keeps none.
    put(file, bytes.map(AsRef::as_ref)).await
}

async fn put(file: &KeptFile, content: Option<&JsValue>) -> Result<u32, StoreError> {
    let database = open().await?;
    let transaction = database.transaction(&[FILES, CONTENTS], TransactionMode::ReadWrite)?;
    match put_records(&transaction, file, content).await {
        Ok(number) => {
            end(&database, transaction).await?;
            Ok(number)
        }
        Err(error) => {
            // Else what was written of it would be kept.
            let transaction: IdbTransaction = JsValue::from(transaction).unchecked_into();
            let _ = transaction.abort();
            database.close();
            Err(error)
        }
    }
}

async fn put_records(transaction: &Transaction, file: &KeptFile, content: Option<&JsValue>) -> Result<u32, StoreError> {
    let files = transaction.object_store(FILES)?;
    if content.is_none() {
        // Another tab may have removed it. Without its content it is not listed.
        let kept = result(files.get(JsValue::from(file.number))?).await?;
        if kept.is_undefined() {
            return Ok(0);
        }
    }
    let record = Object::new();
    let set = |name: &str, value: JsValue| drop(Reflect::set(&record, &name.into(), &value));
    set("name", file.name.as_str().into());
    set("size", file.size.into());
    set("opened", file.opened.into());
    if file.number != 0 {
        set("number", file.number.into());
    }
    let number = result(files.put(&record, None)?).await?;
    if let Some(content) = content {
        result(transaction.object_store(CONTENTS)?.put(content, Some(&number))?).await?;
    }
    Ok(number.as_f64().unwrap_or_default() as u32)
}

/// Removes a file.
pub async fn remove(number: u32) -> Result<(), StoreError> {
    let database = open().await?;
    let transaction = database.transaction(&[FILES, CONTENTS], TransactionMode::ReadWrite)?;
    result(transaction.object_store(FILES)?.delete(JsValue::from(number))?).await?;
    result(transaction.object_store(CONTENTS)?.delete(JsValue::from(number))?).await?;
    end(&database, transaction).await
}

/// Calls `then` after each change of the files, by this tab or another.
pub fn on_change(mut then: impl FnMut() + 'static) -> Option<(BroadcastChannel, Listener)> {
    let channel = BroadcastChannel::new(NAME).ok()?;
    let listener = listen::on(&channel, "message", Box::new(move |_| then()));
    Some((channel, listener))
}

/// Waits until a change is written, and announces it. A channel does not hear itself, so the announcement comes from one of
/// its own.
async fn end(database: &Database, transaction: Transaction) -> Result<(), StoreError> {
    let transaction: IdbTransaction = JsValue::from(transaction).unchecked_into();
    let is_complete = wait(&transaction, "complete", "abort").await;
    database.close();
    if !is_complete {
        // Its requests have succeeded: without an error, only a lack of room can have aborted it.
        let error = transaction.error();
        return Err(error.map_or(StoreError::Full, |error| StoreError::of_exception(Some(&error))));
    }
    if let Ok(channel) = BroadcastChannel::new(NAME) {
        let _ = channel.post_message(&JsValue::NULL);
        channel.close();
    }
    Ok(())
}

async fn open() -> Result<Database, StoreError> {
    let request: IdbRequest = JsValue::from(Factory::new()?.open(NAME, Some(1))?).unchecked_into();
    let database = |request: &IdbRequest| {
        Database::from(request.result().unwrap_or_default().unchecked_into::<web_sys::IdbDatabase>())
    };
    let opened = request.clone();
    let _upgrade = listen::on(
        &request,
        "upgradeneeded",
        Box::new(move |_| {
            let database = database(&opened);
            let mut numbered = ObjectStoreParams::new();
            numbered.auto_increment(true).key_path(Some(KeyPath::new_single("number")));
            // A failure makes the request fail, which is reported below.
            let _ = database.create_object_store(FILES, numbered);
            let _ = database.create_object_store(CONTENTS, ObjectStoreParams::new());
        }),
    );
    result(request.clone()).await?;
    Ok(database(&request))
}

/// Waits for the result of a request.
async fn result(request: impl Into<JsValue>) -> Result<JsValue, StoreError> {
    async fn result(request: IdbRequest) -> Result<JsValue, StoreError> {
        match wait(&request, "success", "error").await {
            true => Ok(request.result().unwrap_or_default()),
            false => Err(StoreError::of_exception(request.error().ok().flatten().as_ref())),
        }
    }
    result(request.into().unchecked_into()).await
}

/// Waits for one of two events, and returns whether it was the first. The crate's own futures would bring a channel and a
/// type of their own for each kind of request: three kilobytes in the module.
async fn wait(target: &EventTarget, good: &'static str, bad: &'static str) -> bool {
    let mut listeners = None;
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let on = |name, then: Function| listen::on(target, name, Box::new(move |_| drop(then.call0(&JsValue::NULL))));
        listeners = Some((on(good, resolve), on(bad, reject)));
    });
    JsFuture::from(promise).await.is_ok()
}

/// Reads what is listed of a file. A record that is none of ours is left out.
fn read(record: &JsValue) -> Option<KeptFile> {
    let number = |name: &str| property(record, name)?.as_f64();
    Some(KeptFile {
        number: number("number")? as u32,
        name: property(record, "name")?.as_string()?,
        size: number("size")?,
        opened: number("opened")?,
    })
}
