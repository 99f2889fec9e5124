//! From the schema that the derive and the service attribute yield to the model of the generators.

use dubbo_rpc::{MethodSchema, ServiceSchema};
use hessian2::schema::{ClassKind, Primitive};
use hessian2::{Schema, TypeRef};

use super::model::{Class, Contract, Field, Method, Service, Type};
use crate::{
    admin, catalog, change, event, fulfillment, inquiry, reconcile, reservation, sourcing, states,
};

/// The schema of every interface, in the order of the documentation.
pub fn service_schemas() -> Vec<ServiceSchema> {
    vec![
        reservation::stock_reservation_service::schema(),
        change::stock_change_service::schema(),
        sourcing::sourcing_service::schema(),
        inquiry::stock_query_service::schema(),
        fulfillment::fulfillment_service::schema(),
        reconcile::reconcile_service::schema(),
        catalog::part_catalog_service::schema(),
        admin::stock_admin_service::schema(),
    ]
}

/// The contract as the Rust types have it.
///
/// # Panics
/// Never on input: only when a type of this crate uses a Java type that the contract does not allow, which every test would show.
pub fn contract() -> Contract {
    let services = service_schemas();
    let mut schema = Schema::new();
    for service in &services {
        schema.classes.extend(service.types.classes.clone());
    }
    add_events(&mut schema);
    let classes = schema
        .classes
        .values()
        .map(|class| {
            let fields = match &class.kind {
                ClassKind::Object(fields) => fields,
                ClassKind::Enum(_) => {
                    panic!("{} is an enum; the contract has String codes", class.name)
                }
            };
            let fields = fields
                .iter()
                .map(|f| field(&f.name, &f.type_ref, &f.doc))
                .collect();
            let described = Class {
                name: class.name.clone(),
                params: class.parameters.clone(),
                doc: class.doc.trim().to_owned(),
                fields,
            };
            (class.name.clone(), described)
        })
        .collect();
    Contract {
        classes,
        services: services.iter().map(service).collect(),
        code_sets: states::ALL,
    }
}

fn add_events(schema: &mut Schema) {
    schema.add::<event::Event<event::ReservationEvent>>();
    schema.add::<event::ReservationEvent>();
    schema.add::<event::StockChangedEvent>();
    schema.add::<event::SellableEvent>();
    schema.add::<event::StockAlertEvent>();
    schema.add::<event::FulfillmentEvent>();
    schema.add::<event::PromiseChangedEvent>();
    schema.add::<event::ReturnEvent>();
    schema.add::<event::ReconDiffEvent>();
    schema.add::<event::DayClosedEvent>();
}

fn service(schema: &ServiceSchema) -> Service {
    Service {
        name: schema.interface.to_owned(),
        doc: schema.doc.trim().to_owned(),
        methods: schema.methods.iter().map(method).collect(),
    }
}

fn method(schema: &MethodSchema) -> Method {
    Method {
        name: schema.name.to_owned(),
        doc: schema.doc.trim().to_owned(),
        params: schema
            .parameters
            .iter()
            .map(|p| field(p.name, &p.ty, ""))
            .collect(),
        returns: java_type(&schema.returns),
    }
}

fn field(name: &str, ty: &TypeRef, doc: &str) -> Field {
    Field {
        name: name.to_owned(),
        ty: java_type(ty),
        doc: doc.trim().to_owned(),
    }
}

fn java_type(ty: &TypeRef) -> Type {
    match ty {
        TypeRef::Primitive(Primitive::Long) => Type::Long,
        TypeRef::Primitive(Primitive::Int) => Type::Int,
        TypeRef::Primitive(Primitive::Boolean) => Type::Bool,
        TypeRef::Primitive(Primitive::Double) => Type::Double,
        TypeRef::Parameter(name) => Type::Param(name.clone()),
        TypeRef::Class { name, args } => class_type(name, args),
        other => panic!("{other} is not a type of the contract"),
    }
}

fn class_type(name: &str, args: &[TypeRef]) -> Type {
    match (name, args) {
        ("java.lang.Long", []) => Type::BoxedLong,
        ("java.lang.Integer", []) => Type::BoxedInt,
        ("java.lang.Boolean", []) => Type::BoxedBool,
        ("java.lang.Double", []) => Type::BoxedDouble,
        ("java.lang.String", []) => Type::Text,
        ("java.lang.Void", []) => Type::Void,
        ("java.util.Date", []) => Type::Date,
        ("java.util.List", [item]) => Type::List(Box::new(java_type(item))),
        ("java.util.Map", [key, value])
            if [key, value].iter().all(|ty| java_type(ty) == Type::Text) =>
        {
            Type::TextMap
        }
        _ if name.starts_with("com.autoparts.stock.api.") => {
            Type::Class(name.to_owned(), args.iter().map(java_type).collect())
        }
        _ => panic!("{name} is not a type of the contract"),
    }
}
