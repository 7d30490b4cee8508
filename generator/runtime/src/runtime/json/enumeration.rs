//! What every enum of listed values has, beside its list and the value of each variant.

#[allow(unused_macros, reason = "not every document lists strings")]
/// Implements conversions from and to strings, `Display`, and JSON for an enum with `VALUES`, `as_str` and
/// `Unknown(String)`.
macro_rules! string_enum {
    ($name:ident) => {
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                let listed = Self::VALUES.iter().find(|listed| listed.as_str() == value);
                listed.cloned().unwrap_or_else(|| Self::Unknown(value.to_owned()))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::runtime::json::Json for $name {
            fn read(
                tree: &$crate::runtime::json::Tree<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::ReadError> {
                ::core::result::Result::Ok(Self::from(tree.string()?))
            }

            fn write(&self) -> $crate::runtime::json::Tree<'_> {
                $crate::runtime::json::Tree::from(self.as_str())
            }
        }

        $crate::runtime::json::serde_through_json!($name);
    };
}

#[allow(unused_macros, reason = "not every document lists numbers")]
/// Implements the conversion from a number, `Display`, and JSON for an enum with `VALUES`, `value` and `Unknown`.
macro_rules! number_enum {
    ($name:ident, $number:ty) => {
        impl ::core::convert::From<$number> for $name {
            fn from(value: $number) -> Self {
                let listed = Self::VALUES.iter().find(|listed| listed.value() == value);
                listed.cloned().unwrap_or(Self::Unknown(value))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl $crate::runtime::json::Json for $name {
            fn read(
                tree: &$crate::runtime::json::Tree<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::ReadError> {
                $crate::runtime::json::read::<$number>(tree).map(Self::from)
            }

            fn write(&self) -> $crate::runtime::json::Tree<'_> {
                $crate::runtime::json::Tree::from(self.value())
            }
        }

        $crate::runtime::json::serde_through_json!($name);
    };
}

#[allow(unused_macros, reason = "hardly any document lists values of several types")]
/// The same for an enum of values of several types: the values are [`Value`](super::Value).
macro_rules! mixed_enum {
    ($name:ident) => {
        impl ::core::convert::From<$crate::runtime::json::Value> for $name {
            fn from(value: $crate::runtime::json::Value) -> Self {
                let listed = Self::VALUES.iter().find(|listed| listed.value() == value);
                listed.cloned().unwrap_or(Self::Unknown(value))
            }
        }

        impl ::core::convert::From<serde_json::Value> for $name {
            fn from(value: serde_json::Value) -> Self {
                Self::from($crate::runtime::json::Value::from(value))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl $crate::runtime::json::Json for $name {
            fn read(
                tree: &$crate::runtime::json::Tree<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::ReadError> {
                ::core::result::Result::Ok(Self::from(tree.to_value()))
            }

            fn write(&self) -> $crate::runtime::json::Tree<'_> {
                $crate::runtime::json::Tree::owned(self.value())
            }
        }

        $crate::runtime::json::serde_through_json!($name);
    };
}

#[allow(unused_imports, reason = "not every document lists values of all kinds")]
pub(crate) use {mixed_enum, number_enum, string_enum};
