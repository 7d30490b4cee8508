// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Implementations for the enums of a schema's `enum` values.

#[allow(unused_macros, reason = "an API may declare no enums of strings")]
/// Implements conversions from and to strings, `Display`, and JSON for an enum with `VALUES`, `as_str` and
/// `Unknown(String)`.
macro_rules! string_enum {
    ($name:ident) => {
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                // An iterator would be compiled for each enum.
                let mut values = Self::VALUES;
                while let [known, rest @ ..] = values {
                    if known.as_str() == value {
                        return known.clone();
                    }
                    values = rest;
                }
                Self::Unknown(value.to_owned())
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
                from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::Failed> {
                ::core::result::Result::Ok(Self::from(&*from.string()?))
            }

            $crate::runtime::json::fill!();

            fn write(&self, to: &mut $crate::runtime::json::Writer) {
                to.string(self.as_str());
            }

            fn as_text(&self) -> ::core::option::Option<&str> {
                ::core::option::Option::Some(self.as_str())
            }
        }

        impl $crate::runtime::json::Blank for $name {
            fn blank() -> Self {
                Self::Unknown(::std::string::String::new())
            }
        }

        $crate::runtime::json::serde_through_json!($name);
    };
}

#[allow(unused_macros, reason = "an API may declare no enums of numbers")]
/// Implements the conversion from a number, `Display`, and JSON for an enum with `VALUES`, `value` and
/// `Unknown`.
macro_rules! number_enum {
    ($name:ident, $number:ty) => {
        impl ::core::convert::From<$number> for $name {
            fn from(value: $number) -> Self {
                let known = Self::VALUES.iter().find(|known| known.value() == value);
                known.cloned().unwrap_or(Self::Unknown(value))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl $crate::runtime::json::Json for $name {
            fn read(
                from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::Failed> {
                $crate::runtime::json::read::<$number>(from).map(Self::from)
            }

            $crate::runtime::json::fill!();

            fn write(&self, to: &mut $crate::runtime::json::Writer) {
                $crate::runtime::json::Json::write(&self.value(), to);
            }
        }

        impl $crate::runtime::json::Blank for $name {
            fn blank() -> Self {
                Self::Unknown(<$number as $crate::runtime::json::Blank>::blank())
            }
        }

        $crate::runtime::json::serde_through_json!($name);
    };
}

#[allow(unused_macros, reason = "an API may declare no enums of values of several types")]
/// Implements the conversion from a value, `Display`, and JSON for an enum of values of several types, with `VALUES`,
/// `value` and `Unknown`.
macro_rules! mixed_enum {
    ($name:ident) => {
        impl ::core::convert::From<$crate::runtime::json::Value> for $name {
            fn from(value: $crate::runtime::json::Value) -> Self {
                let known = Self::VALUES.iter().find(|known| known.value() == value);
                known.cloned().unwrap_or(Self::Unknown(value))
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
                from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::Failed> {
                $crate::runtime::json::read::<$crate::runtime::json::Value>(from).map(Self::from)
            }

            $crate::runtime::json::fill!();

            fn write(&self, to: &mut $crate::runtime::json::Writer) {
                $crate::runtime::json::Json::write(&self.value(), to);
            }
        }

        impl $crate::runtime::json::Blank for $name {
            fn blank() -> Self {
                Self::Unknown($crate::runtime::json::Value::Null)
            }
        }

        $crate::runtime::json::serde_through_json!($name);
    };
}

#[allow(unused_imports, reason = "an API may declare no enums")]
pub(crate) use {mixed_enum, number_enum, string_enum};
