//! How a method makes the compiler tell a mistake once, and at the method's name.

/// Every type.
///
/// The bound `E: Runs<Self, Checked: Told>` asks no more than `E: Runs<Self>`. But the compiler wants to know the associated
/// type when it resolves the method, before it looks at the bounds of its arguments: what does not hold is then told at the
/// method's name, without the seven lines about the argument and its bound.
pub trait Told {}
impl<T: ?Sized> Told for T {}

/// `Self` is `T`.
///
/// By it a method has a parameter of its own that stands for a part of its receiver's type, as in `Sc: Accepts<C, I>, S: Is<Sc>`.
/// The compiler blames an argument, or the receiver, for what a type in its signature lacks; nobody is blamed for this
/// parameter, so that the mistake stays at the method's name, and is one error.
pub trait Is<T: ?Sized> {}
#[diagnostic::do_not_recommend]
impl<T: ?Sized> Is<T> for T {}
